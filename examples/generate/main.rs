//! Writes a made-up event folder: `cargo run --release --example generate -- DIR [--kind koppex] [--seed 2022]`.

mod event;

use clap::{Parser, ValueEnum};
use event::Plan;
use std::path::PathBuf;

/// Makes an event folder by lot; the same options give the same bytes.
#[derive(Parser)]
struct Args {
    /// Folder to write, made if missing.
    dir: PathBuf,
    #[arg(long, value_enum, default_value = "koppex")]
    kind: Kind,
    #[arg(long, default_value_t = 2022)]
    seed: u64,
    /// With `--kind random`: how likely a party is free in a slot.
    #[arg(long, default_value_t = 0.35)]
    availability: f64,
    /// Number of SMEs; buyers, wishes and places shrink or grow with it unless given.
    #[arg(long)]
    smes: Option<usize>,
    /// Number of on-site buyers.
    #[arg(long)]
    buyers: Option<usize>,
    /// Number of online buyers, at most 42.
    #[arg(long)]
    online: Option<usize>,
    /// Number of days, from the first on.
    #[arg(long)]
    days: Option<usize>,
}

#[derive(Clone, Copy, ValueEnum)]
enum Kind {
    /// 460 SMEs, 202 buyers, three days of 24 slots.
    Koppex,
    /// KOPPEX with rest, long walks and orders.
    Strict,
    /// KOPPEX size, every party free by lot.
    Random,
    /// 1,500 sellers, 700 buyers, 90 slots.
    TradeExchange,
}

fn main() -> anyhow::Result<()> {
    let args = Args::parse();
    let plan = match args.kind {
        Kind::Koppex => Plan::koppex(),
        Kind::Strict => Plan::strict(),
        Kind::Random => Plan::random((args.availability.clamp(0.0, 1.0) * 1000.0).round() as usize),
        Kind::TradeExchange => Plan::trade_exchange(),
    };
    let plan = plan.resized(args.smes, args.buyers, args.online, args.days);
    std::fs::create_dir_all(&args.dir)?;
    for (name, text) in event::generate(&plan, args.seed) {
        std::fs::write(args.dir.join(name), text)?;
    }
    Ok(())
}
