//! The encoding `multipart/form-data`. That of the platform returns its bytes later and takes longer.

use crate::core::text::join;

/// The content type, with the boundary.
pub const CONTENT_TYPE: &str = "multipart/form-data; boundary=pressone-esim-field";

/// Encodes fields whose values have no line break. Arguments have none, so no value holds a delimiter.
pub fn encode(fields: &[(&'static str, String)]) -> String {
    let mut body = String::new();
    for (name, value) in fields {
        body = join(&[
            &body,
            "--pressone-esim-field\r\nContent-Disposition: form-data; name=\"",
            name,
            "\"\r\n\r\n",
            value,
            "\r\n",
        ]);
    }
    body.push_str("--pressone-esim-field--\r\n");
    body
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_field_is_a_part() {
        let fields = [
            ("iccid", "894".to_owned()),
            ("description", "a \"é\"".to_owned()),
        ];
        assert_eq!(
            encode(&fields),
            "--pressone-esim-field\r\n\
             Content-Disposition: form-data; name=\"iccid\"\r\n\r\n894\r\n\
             --pressone-esim-field\r\n\
             Content-Disposition: form-data; name=\"description\"\r\n\r\na \"é\"\r\n\
             --pressone-esim-field--\r\n"
        );
        let (_, boundary) = CONTENT_TYPE.split_once("boundary=").unwrap();
        assert!(encode(&fields).starts_with(&["--", boundary, "\r\n"].concat()));
    }
}
