//! A thread of a browser has a stack of one megabyte unless the module asks for more; a thread of a system has eight.

// Cargo is told by lines on the standard output.
#[allow(clippy::print_stdout)]
fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    if std::env::var("CARGO_CFG_TARGET_ARCH").is_ok_and(|arch| arch == "wasm32") {
        println!("cargo::rustc-link-arg-cdylib=-zstack-size=8388608");
    }
}
