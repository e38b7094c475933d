//! Numbers with up to two decimals, written exactly: `12`, `0.5`, `0.34`.

#[cfg(test)]
use schemars::JsonSchema;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::fmt;

/// A number in hundredths. Whole ones are written without a point.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
#[cfg_attr(test, derive(JsonSchema))]
#[cfg_attr(test, schemars(transparent))]
pub struct Decimal(#[cfg_attr(test, schemars(with = "f64"))] i64);

impl Decimal {
    /// `n / by`, rounded up to hundredths.
    ///
    /// # Panics
    /// If `by` is not above 0.
    pub fn ratio_up(n: i64, by: i64) -> Self {
        assert!(by > 0, "a scale is above 0");
        let (n, by) = (i128::from(n) * 100, i128::from(by));
        Self(i64::try_from(n.div_euclid(by) + i128::from(n.rem_euclid(by) > 0)).unwrap_or(i64::MAX))
    }

    /// The number if it is whole.
    pub fn whole(self) -> Option<i64> {
        (self.0 % 100 == 0).then_some(self.0 / 100)
    }

    /// Whether it is 0.
    pub fn is_zero(self) -> bool {
        self.0 == 0
    }
}

impl fmt::Display for Decimal {
    /// Thousands grouped: `1,234`, `-0.5`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (sign, size) = (if self.0 < 0 { "-" } else { "" }, self.0.unsigned_abs());
        write!(f, "{sign}{}", super::draw::grouped((size / 100) as i64))?;
        match size % 100 {
            0 => Ok(()),
            tenths if tenths.is_multiple_of(10) => write!(f, ".{}", tenths / 10),
            hundredths => write!(f, ".{hundredths:02}"),
        }
    }
}

impl Serialize for Decimal {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.whole() {
            Some(whole) => serializer.serialize_i64(whole),
            None => serializer.serialize_f64(self.0 as f64 / 100.0),
        }
    }
}

impl<'de> Deserialize<'de> for Decimal {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Ok(Self((f64::deserialize(deserializer)? * 100.0).round() as i64))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_rounded_up_and_come_back_from_json() {
        let cases = [
            ((4, 2), "2", "2"),
            ((1, 2), "0.5", "0.5"),
            ((1, 3), "0.34", "0.34"),
            ((-1, 3), "-0.33", "-0.33"),
            ((1_234_501, 100), "12,345.01", "12345.01"),
        ];
        for ((n, by), shown, json) in cases {
            let number = Decimal::ratio_up(n, by);
            assert_eq!((number.to_string().as_str(), serde_json::to_string(&number).unwrap().as_str()), (shown, json));
            assert_eq!(serde_json::from_str::<Decimal>(json).unwrap(), number);
        }
    }
}
