//! The program: arguments to the command line or the window. Never does any work itself.

fn main() -> std::process::ExitCode {
    senthang::cli::main()
}
