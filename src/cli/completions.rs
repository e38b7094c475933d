//! `koppex completions` and `koppex man`: made from the definitions of `args.rs`.

use super::args::{Cli, CompletionsArgs};
use super::exit::Exit;
use super::terminal::print_bytes;
use clap::CommandFactory;

/// Prints the completion script of a shell.
pub fn completions(args: &CompletionsArgs) -> anyhow::Result<Exit> {
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut Cli::command(), "koppex", &mut script);
    print_bytes(&script)?;
    Ok(Exit::Done)
}

/// Prints the man page: koppex, then every command with its options and examples.
pub fn man() -> anyhow::Result<Exit> {
    let mut page = Vec::new();
    let root = Cli::command();
    clap_mangen::Man::new(root.clone()).render(&mut page)?;
    for command in root.get_subcommands().filter(|c| c.get_name() != "help") {
        let name = format!("koppex {}", command.get_name());
        let man = clap_mangen::Man::new(command.clone().bin_name(name.clone()));
        page.extend(format!(".SH \"{}\"\n", name.to_uppercase()).into_bytes());
        man.render_description_section(&mut page)?;
        man.render_synopsis_section(&mut page)?;
        man.render_options_section(&mut page)?;
        man.render_extra_section(&mut page)?;
    }
    print_bytes(&page)?;
    Ok(Exit::Done)
}
