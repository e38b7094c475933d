//! The records inside an old binary workbook, and a container made anew around them: damage to a record would otherwise show nothing but that the
//! container is broken.

/// One record of a workbook's stream.
#[derive(Clone)]
pub struct Record {
    pub kind: [u8; 2],
    pub data: Vec<u8>,
}

const BEGIN: [u8; 2] = [0x09, 0x08];
const SHEET: [u8; 2] = [0x85, 0x00];
const SECTOR: usize = 512;
/// Bytes of a stream of which all that tells where they stand fits into the header.
const MOST: usize = 4_000_000;

/// The records of a workbook whose stream lies in one piece, as LibreOffice writes it; `None` of any other file.
pub fn records(bytes: &[u8]) -> Option<Vec<Record>> {
    let start = [BEGIN[0], BEGIN[1], 16, 0, 0, 6, 5, 0];
    let at = bytes.windows(start.len()).position(|window| window == start)?;
    let (mut rest, mut records) = (&bytes[at..], Vec::new());
    while let Some((&[a, b, low, high], after)) = rest.split_first_chunk() {
        let length = usize::from(u16::from_le_bytes([low, high]));
        if (a, b, length) == (0, 0, 0) || after.len() < length {
            break;
        }
        records.push(Record { kind: [a, b], data: after[..length].to_vec() });
        rest = &after[length..];
    }
    Some(records)
}

/// A container with a workbook of these records. Its sheets are found if `found`, where records before them have grown.
pub fn container(mut records: Vec<Record>, found: bool) -> Vec<u8> {
    let size = |record: &Record| 4 + record.data.len().min(0xffff);
    if found {
        let starts: Vec<usize> = (0..records.len()).filter(|i| records[*i].kind == BEGIN).skip(1).collect();
        let places: Vec<u32> = starts.iter().map(|i| records[..*i].iter().map(size).sum::<usize>() as u32).collect();
        let sheets = records.iter_mut().filter(|record| record.kind == SHEET && record.data.len() >= 4);
        sheets.zip(places).for_each(|(sheet, place)| sheet.data[..4].copy_from_slice(&place.to_le_bytes()));
    }
    let mut stream = Vec::new();
    for record in &records {
        let length = size(record) - 4;
        stream.extend(record.kind);
        stream.extend((length as u16).to_le_bytes());
        stream.extend(&record.data[..length]);
    }
    stream.truncate(MOST);
    packed(stream)
}

/// A container with one stream: it first, then the directory, then the table of what follows what.
pub fn packed(mut stream: Vec<u8>) -> Vec<u8> {
    const END: u32 = 0xffff_fffe;
    const FREE: u32 = 0xffff_ffff;
    const TABLE: u32 = 0xffff_fffd;
    // A smaller one would belong among the small sectors.
    stream.resize(stream.len().max(4096).next_multiple_of(SECTOR), 0);
    let n_stream = (stream.len() / SECTOR) as u32;
    let n_tables = (n_stream + 1).div_ceil(127);
    let numbers = |numbers: &mut dyn Iterator<Item = u32>| numbers.flat_map(u32::to_le_bytes).collect::<Vec<u8>>();

    let mut header = vec![0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];
    header.resize(24, 0);
    header.extend([0x3e, 0, 3, 0, 0xfe, 0xff, 9, 0, 6, 0, 0, 0, 0, 0, 0, 0]);
    header.extend(numbers(&mut [0, n_tables, n_stream, 0, 4096, END, 0, END, 0].into_iter()));
    header.extend(numbers(&mut (0..109).map(|i| if i < n_tables { n_stream + 1 + i } else { FREE })));

    let entry = |name: &str, kind: u8, start: u32, length: u32| {
        let mut entry: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
        entry.resize(64, 0);
        entry.extend([2 * (name.len() as u8 + 1), 0, kind, 1]);
        entry.extend(numbers(&mut [FREE, FREE, if kind == 5 { 1 } else { FREE }].into_iter()));
        entry.resize(116, 0);
        entry.extend(numbers(&mut [start, length, 0].into_iter()));
        entry
    };
    let mut directory = [entry("Root Entry", 5, END, 0), entry("Workbook", 2, 0, stream.len() as u32)].concat();
    directory.resize(SECTOR, 0);

    let mut next: Vec<u8> = numbers(&mut (1..n_stream).chain([END, END]).chain((0..n_tables).map(|_| TABLE)));
    next.resize(n_tables as usize * SECTOR, 0xff);
    [header, stream, directory, next].concat()
}
