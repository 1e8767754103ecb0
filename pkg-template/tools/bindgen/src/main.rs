//! `pressone-bindgen script|types <module> <name> <folder>`: the script or the types of a client's module.

use std::env::args;

use anyhow::{Result, bail};
use wasm_bindgen_cli_support::{Bindgen, EncodeInto};

fn main() -> Result<()> {
    let args: Vec<String> = args().skip(1).collect();
    let [output, module, name, folder] = args.as_slice() else {
        bail!("usage: pressone-bindgen script|types <module> <name> <folder>");
    };
    let mut bindgen = Bindgen::new();
    match output.as_str() {
        "script" => bindgen
            .web(true)?
            .omit_default_module_path(true)
            .encode_into(EncodeInto::Always)
            .typescript(false),
        // The declarations of this target lack the functions that load the module.
        "types" => bindgen.bundler(true)?.typescript(true),
        other => bail!("\"{other}\" is neither script nor types"),
    };
    bindgen.input_path(module).out_name(name).generate(folder)
}
