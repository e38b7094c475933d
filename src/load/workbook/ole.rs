//! The compound file in which old binary workbooks lie: streams in chains of sectors, as [MS-CFB] says. Whatever the file claims, no chain is followed further than
//! the file is long.

/// A compound file.
pub struct Container<'b> {
    bytes: &'b [u8],
    /// Bytes of a sector.
    sector: usize,
    /// The sector that follows each sector in its chain.
    next: Vec<u32>,
    /// What small streams lie in, and the same for its small sectors.
    small: Vec<u8>,
    small_next: Vec<u32>,
    /// Bytes from which on a stream lies in sectors of its own.
    large: usize,
    entries: Vec<Entry>,
}

/// A stream, or a folder of streams.
struct Entry {
    name: String,
    is_stream: bool,
    /// Numbers of entries; beyond the last one where there is none.
    left: u32,
    right: u32,
    child: u32,
    /// The first sector.
    start: u32,
    length: usize,
}

/// From this number on, no sector.
const NONE: u32 = 0xffff_fffa;
const SMALL_SECTOR: usize = 64;
const ENTRY: usize = 128;

impl<'b> Container<'b> {
    /// Reads where everything stands.
    pub fn open(bytes: &'b [u8]) -> Result<Self, String> {
        let sector = match u16_at(bytes, 30).ok_or("it is cut off")? {
            9 => 512,
            12 => 4096,
            other => return Err(format!("sectors of 2^{other} bytes are not read")),
        };
        let field = |at: usize| u32_at(bytes, at).ok_or("it is cut off");
        let large = field(56)? as usize;
        let (directory, small_table, more) = (field(48)?, field(60)?, field(68)?);
        let mut file =
            Self { bytes, sector, next: Vec::new(), small: Vec::new(), small_next: Vec::new(), large, entries: Vec::new() };
        file.next = file.table(more)?;
        file.entries = file.chain(directory, usize::MAX)?.chunks_exact(ENTRY).map(entry).collect();
        let root = file.entries.first().ok_or("it has no directory")?;
        if root.start < NONE {
            file.small = file.chain(root.start, root.length)?;
            file.small_next = numbers(&file.chain(small_table, usize::MAX)?);
        }
        Ok(file)
    }

    /// The table of chains: the sectors that hold it stand in the header, and from `more` on in sectors of their own.
    fn table(&self, mut more: u32) -> Result<Vec<u32>, String> {
        const IN_HEADER: usize = 109;
        let header = self.bytes.get(76..76 + 4 * IN_HEADER).ok_or("it is cut off")?;
        let (mut places, mut steps) = (numbers(header), 0);
        while more < NONE {
            let mut list = numbers(self.sector(more).ok_or_else(beyond)?);
            more = list.pop().unwrap_or(NONE);
            places.extend(list);
            steps += 1;
            if steps > self.n_sectors() {
                return Err("its table of sectors has no end".into());
            }
        }
        let mut table = Vec::new();
        for place in places.into_iter().filter(|place| *place < NONE) {
            if table.len() >= self.n_sectors() {
                break;
            }
            table.extend(numbers(self.sector(place).ok_or_else(beyond)?));
        }
        Ok(table)
    }

    fn n_sectors(&self) -> usize {
        (self.bytes.len() / self.sector).saturating_sub(1) + 1
    }

    /// A sector; the last one of a file may be shorter.
    fn sector(&self, number: u32) -> Option<&'b [u8]> {
        piece(self.bytes, (number as usize).checked_add(1)?, self.sector)
    }

    /// The bytes of a chain of sectors, as far as they are wanted.
    fn chain(&self, start: u32, length: usize) -> Result<Vec<u8>, String> {
        follow(start, length, &self.next, self.n_sectors(), |number| self.sector(number))
    }

    /// A stream beside the root, by its name; `None` if there is none.
    pub fn stream(&self, name: &str) -> Result<Option<Vec<u8>>, String> {
        let Some(entry) = self.at_root(name) else { return Ok(None) };
        let bytes = if entry.length < self.large {
            let most = self.small.len().div_ceil(SMALL_SECTOR);
            let sector = |number: u32| piece(&self.small, number as usize, SMALL_SECTOR);
            follow(entry.start, entry.length, &self.small_next, most, sector)?
        } else {
            self.chain(entry.start, entry.length)?
        };
        Ok(Some(bytes))
    }

    /// A stream that belongs to no workbook that is embedded in this one.
    fn at_root(&self, name: &str) -> Option<&Entry> {
        let mut seen = vec![false; self.entries.len()];
        let mut open = vec![self.entries.first()?.child];
        while let Some(number) = open.pop() {
            let Some(entry) = self.entries.get(number as usize) else { continue };
            if std::mem::replace(&mut seen[number as usize], true) {
                continue;
            }
            if entry.is_stream && entry.name.eq_ignore_ascii_case(name) {
                return Some(entry);
            }
            open.extend([entry.left, entry.right]);
        }
        None
    }
}

fn beyond() -> String {
    "a sector lies beyond its end".into()
}

/// The `number`-th piece of so many bytes, the last of which may be shorter.
fn piece(bytes: &[u8], number: usize, size: usize) -> Option<&[u8]> {
    let start = number.checked_mul(size)?;
    bytes.get(start..bytes.len().min(start.checked_add(size)?)).filter(|piece| !piece.is_empty())
}

/// The first `length` bytes of a chain of at most `most` sectors; fewer if it ends before.
fn follow<'s>(
    start: u32,
    length: usize,
    next: &[u32],
    most: usize,
    sector: impl Fn(u32) -> Option<&'s [u8]>,
) -> Result<Vec<u8>, String> {
    let (mut bytes, mut number, mut steps) = (Vec::new(), start, 0);
    while number < NONE && bytes.len() < length {
        if steps == most {
            return Err("a chain of sectors has no end".into());
        }
        bytes.extend(sector(number).ok_or_else(beyond)?);
        number = *next.get(number as usize).ok_or_else(beyond)?;
        steps += 1;
    }
    bytes.truncate(length);
    Ok(bytes)
}

fn entry(bytes: &[u8]) -> Entry {
    let number = |at: usize| u32_at(bytes, at).unwrap_or(NONE);
    let units = bytes[..64].as_chunks::<2>().0.iter().map(|unit| u16::from_le_bytes(*unit)).take_while(|unit| *unit != 0);
    Entry {
        name: char::decode_utf16(units).map(|c| c.unwrap_or(char::REPLACEMENT_CHARACTER)).collect(),
        is_stream: bytes[66] == 2,
        left: number(68),
        right: number(72),
        child: number(76),
        start: number(116),
        length: number(120) as usize,
    }
}

fn numbers(bytes: &[u8]) -> Vec<u32> {
    bytes.as_chunks::<4>().0.iter().map(|number| u32::from_le_bytes(*number)).collect()
}

/// A number of two bytes.
pub fn u16_at(bytes: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_le_bytes(*bytes.get(at..)?.first_chunk()?))
}

/// A number of four bytes.
pub fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_le_bytes(*bytes.get(at..)?.first_chunk()?))
}
