//! Why a wish was not met, in codes and in words.
