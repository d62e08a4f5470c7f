
/// Calls one function of a candidate's program, case by case. See Harness in languages/language.ts for the lines that go
/// out and languages/typed/encode.ts for those that come in. Which types a case has, the function's own signature says.
mod interlace_harness {
    use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet, LinkedList, VecDeque};
    use std::fs::File;
    use std::io::{BufRead, BufReader, Write};
    use std::os::unix::io::FromRawFd;
    use std::panic::{catch_unwind, set_hook, AssertUnwindSafe};
    use std::sync::{Arc, Mutex};

    /// The program's own stdin is empty, so that reading it does not take the lines that are meant for us.
    const COMMANDS: i32 = 4;
    const ANSWERS: i32 = 3;

    /// Why a value of the tests does not fit the function's parameter, or why it returned an error.
    type Failure = String;

    pub struct Reader<'a> {
        tokens: std::str::Split<'a, char>,
    }

    impl<'a> Reader<'a> {
        pub fn read<T: Decode>(&mut self) -> Result<T, Failure> {
            T::decode(self)
        }

        fn next(&mut self, kinds: &str, wanted: &str) -> Result<(char, &'a str), Failure> {
            let token = self.tokens.next().unwrap_or("");
            match token.chars().next() {
                Some(kind) if kinds.contains(kind) => Ok((kind, &token[1..])),
                _ => Err(format!("The tests give another value where the function takes {}.", wanted)),
            }
        }
    }

    pub trait Decode: Sized {
        fn decode(reader: &mut Reader) -> Result<Self, Failure>;
    }

    pub trait Encode {
        fn encode(&self, out: &mut String) -> Result<(), Failure>;
    }

    macro_rules! whole_numbers {
        ($($name:ty)*) => {$(
            impl Decode for $name {
                fn decode(reader: &mut Reader) -> Result<Self, Failure> {
                    let (_, digits) = reader.next("i", "a whole number")?;
                    digits.parse().map_err(|_| {
                        "The tests give a number that the function's parameter has no room for.".to_string()
                    })
                }
            }
            impl Encode for $name {
                fn encode(&self, out: &mut String) -> Result<(), Failure> {
                    out.push_str(&self.to_string());
                    Ok(())
                }
            }
        )*};
    }
    whole_numbers!(i8 i16 i32 i64 i128 isize u8 u16 u32 u64 u128 usize);

    macro_rules! floats {
        ($($name:ty)*) => {$(
            impl Decode for $name {
                fn decode(reader: &mut Reader) -> Result<Self, Failure> {
                    let (_, digits) = reader.next("id", "a number")?;
                    digits.parse().map_err(|_| "The tests give no number here.".to_string())
                }
            }
            impl Encode for $name {
                fn encode(&self, out: &mut String) -> Result<(), Failure> {
                    if self.is_nan() {
                        out.push_str("NaN");
                    } else if self.is_infinite() {
                        out.push_str(if *self > 0.0 { "Infinity" } else { "-Infinity" });
                    } else {
                        out.push_str(&format!("{:e}", self));
                    }
                    Ok(())
                }
            }
        )*};
    }
    floats!(f32 f64);

    impl Decode for bool {
        fn decode(reader: &mut Reader) -> Result<Self, Failure> {
            Ok(reader.next("tf", "a bool")?.0 == 't')
        }
    }

    impl Decode for String {
        fn decode(reader: &mut Reader) -> Result<Self, Failure> {
            let (_, text) = reader.next("s", "text")?;
            let mut bytes = Vec::new();
            let mut rest = text.bytes();
            while let Some(byte) = rest.next() {
                let digit = |byte: Option<u8>| byte.and_then(|one| (one as char).to_digit(16)).unwrap_or(0) as u8;
                bytes.push(if byte == b'%' { digit(rest.next()) * 16 + digit(rest.next()) } else { byte });
            }
            Ok(String::from_utf8_lossy(&bytes).into_owned())
        }
    }

    impl Decode for char {
        fn decode(reader: &mut Reader) -> Result<Self, Failure> {
            let text = String::decode(reader)?;
            let mut characters = text.chars();
            match (characters.next(), characters.next()) {
                (Some(one), None) => Ok(one),
                _ => Err("The tests give text where the function takes one character.".to_string()),
            }
        }
    }

    impl<T: Decode> Decode for Vec<T> {
        fn decode(reader: &mut Reader) -> Result<Self, Failure> {
            let (_, count) = reader.next("[", "a list")?;
            (0..count.parse().unwrap_or(0)).map(|_| T::decode(reader)).collect()
        }
    }

    impl<T: Decode> Decode for VecDeque<T> {
        fn decode(reader: &mut Reader) -> Result<Self, Failure> {
            Ok(Vec::decode(reader)?.into())
        }
    }

    impl<T: Decode> Decode for Option<T> {
        fn decode(reader: &mut Reader) -> Result<Self, Failure> {
            if reader.tokens.clone().next() == Some("n") {
                reader.tokens.next();
                return Ok(None);
            }
            T::decode(reader).map(Some)
        }
    }

    /// What a function borrows lives as long as the process, which ends soon.
    fn keep<T>(value: T) -> &'static mut T {
        Box::leak(Box::new(value))
    }

    impl Decode for &'static str {
        fn decode(reader: &mut Reader) -> Result<Self, Failure> {
            Ok(keep(String::decode(reader)?))
        }
    }

    impl<T: Decode> Decode for &'static [T] {
        fn decode(reader: &mut Reader) -> Result<Self, Failure> {
            Ok(keep(Vec::decode(reader)?))
        }
    }

    impl<T: Decode> Decode for &'static mut [T] {
        fn decode(reader: &mut Reader) -> Result<Self, Failure> {
            Ok(keep(Vec::decode(reader)?))
        }
    }

    macro_rules! borrowed {
        ($([$($generic:tt)*] $name:ty),*) => {$(
            impl<$($generic)*> Decode for &'static $name {
                fn decode(reader: &mut Reader) -> Result<Self, Failure> {
                    Ok(keep(<$name>::decode(reader)?))
                }
            }
            impl<$($generic)*> Decode for &'static mut $name {
                fn decode(reader: &mut Reader) -> Result<Self, Failure> {
                    Ok(keep(<$name>::decode(reader)?))
                }
            }
        )*};
    }
    borrowed!([] String, [T: Decode] Vec<T>);

    impl Encode for () {
        fn encode(&self, out: &mut String) -> Result<(), Failure> {
            out.push_str("null");
            Ok(())
        }
    }

    impl Encode for bool {
        fn encode(&self, out: &mut String) -> Result<(), Failure> {
            out.push_str(if *self { "true" } else { "false" });
            Ok(())
        }
    }

    impl Encode for str {
        fn encode(&self, out: &mut String) -> Result<(), Failure> {
            out.push('"');
            for one in self.chars() {
                match one {
                    '"' | '\\' => out.extend(['\\', one]),
                    '\0'..='\x1f' => out.push_str(&format!("\\u{:04x}", one as u32)),
                    _ => out.push(one),
                }
            }
            out.push('"');
            Ok(())
        }
    }

    impl Encode for String {
        fn encode(&self, out: &mut String) -> Result<(), Failure> {
            self.as_str().encode(out)
        }
    }

    impl Encode for char {
        fn encode(&self, out: &mut String) -> Result<(), Failure> {
            self.to_string().encode(out)
        }
    }

    impl<T: Encode + ?Sized> Encode for &T {
        fn encode(&self, out: &mut String) -> Result<(), Failure> {
            (**self).encode(out)
        }
    }

    impl<T: Encode + ?Sized> Encode for Box<T> {
        fn encode(&self, out: &mut String) -> Result<(), Failure> {
            (**self).encode(out)
        }
    }

    impl<T: Encode> Encode for Option<T> {
        fn encode(&self, out: &mut String) -> Result<(), Failure> {
            match self {
                Some(value) => value.encode(out),
                None => ().encode(out),
            }
        }
    }

    impl<T: Encode, E: std::fmt::Debug> Encode for Result<T, E> {
        fn encode(&self, out: &mut String) -> Result<(), Failure> {
            match self {
                Ok(value) => value.encode(out),
                Err(error) => Err(format!("Err({:?})", error)),
            }
        }
    }

    fn encode_list<T: Encode>(values: impl IntoIterator<Item = T>, out: &mut String) -> Result<(), Failure> {
        let mut between = "[";
        for value in values {
            out.push_str(between);
            value.encode(out)?;
            between = ",";
        }
        out.push_str(if between == "[" { "[]" } else { "]" });
        Ok(())
    }

    macro_rules! lists {
        ($($name:ty),*) => {$(
            impl<T: Encode> Encode for $name {
                fn encode(&self, out: &mut String) -> Result<(), Failure> {
                    encode_list(self.iter(), out)
                }
            }
        )*};
    }
    lists!([T], Vec<T>, VecDeque<T>, LinkedList<T>, BTreeSet<T>, HashSet<T>);

    impl<T: Encode, const N: usize> Encode for [T; N] {
        fn encode(&self, out: &mut String) -> Result<(), Failure> {
            encode_list(self.iter(), out)
        }
    }

    /// A map with other keys than text is a list of pairs.
    fn encode_map<'a, K: Encode + 'a, V: Encode + 'a>(
        pairs: impl Iterator<Item = (&'a K, &'a V)>,
        out: &mut String,
    ) -> Result<(), Failure> {
        let mut items = Vec::new();
        for (key, value) in pairs {
            let (mut name, mut text) = (String::new(), String::new());
            key.encode(&mut name)?;
            value.encode(&mut text)?;
            items.push((name, text));
        }
        let has_names = items.iter().all(|(name, _)| name.starts_with('"'));
        let texts: Vec<String> = items
            .iter()
            .map(|(name, text)| if has_names { format!("{}:{}", name, text) } else { format!("[{},{}]", name, text) })
            .collect();
        let (open, close) = if has_names { ('{', '}') } else { ('[', ']') };
        out.push(open);
        out.push_str(&texts.join(","));
        out.push(close);
        Ok(())
    }

    impl<K: Encode, V: Encode> Encode for HashMap<K, V> {
        fn encode(&self, out: &mut String) -> Result<(), Failure> {
            encode_map(self.iter(), out)
        }
    }

    impl<K: Encode, V: Encode> Encode for BTreeMap<K, V> {
        fn encode(&self, out: &mut String) -> Result<(), Failure> {
            encode_map(self.iter(), out)
        }
    }

    macro_rules! tuples {
        ($(($($name:ident)*)),*) => {$(
            impl<$($name: Encode),*> Encode for ($($name,)*) {
                #[allow(non_snake_case)]
                fn encode(&self, out: &mut String) -> Result<(), Failure> {
                    let ($($name,)*) = self;
                    let mut items = Vec::new();
                    $(
                        let mut text = String::new();
                        $name.encode(&mut text)?;
                        items.push(text);
                    )*
                    out.push_str(&format!("[{}]", items.join(",")));
                    Ok(())
                }
            }
        )*};
    }
    tuples!((A), (A B), (A B C), (A B C D));

    pub fn write<T: Encode>(value: T) -> Result<String, Failure> {
        let mut out = String::new();
        value.encode(&mut out)?;
        Ok(out)
    }

    pub fn run(call: fn(&mut Reader) -> Result<String, Failure>) {
        let (commands, mut answers) = unsafe { (File::from_raw_fd(COMMANDS), File::from_raw_fd(ANSWERS)) };
        let mut say = |line: String| {
            let _ = std::io::stdout().flush();
            let _ = answers.write_all((line + "\n").as_bytes());
        };
        let panicked = Arc::new(Mutex::new(String::new()));
        let seen = Arc::clone(&panicked);
        set_hook(Box::new(move |info| {
            let payload = info.payload();
            let said = payload.downcast_ref::<&str>().map(|text| text.to_string());
            let said = said.or_else(|| payload.downcast_ref::<String>().cloned()).unwrap_or_default();
            let place = info.location().map(|at| format!("\n  at {}:{}:{}", at.file(), at.line(), at.column()));
            if let Ok(mut text) = seen.lock() {
                *text = format!("panicked: {}{}", said, place.unwrap_or_default());
            }
        }));
        say("{\"ready\":true}".to_string());
        for line in BufReader::new(commands).lines() {
            let line = match line {
                Ok(line) => line,
                Err(_) => break,
            };
            let mut reader = Reader { tokens: line.split(' ') };
            let index = reader.tokens.next().unwrap_or("").to_string();
            let result = catch_unwind(AssertUnwindSafe(|| call(&mut reader)));
            let result = result.unwrap_or_else(|_| Err(panicked.lock().map(|text| text.clone()).unwrap_or_default()));
            say(match result {
                Ok(value) => format!("{{\"i\":{},\"ok\":true,\"value\":{}}}", index, value),
                Err(error) => {
                    format!("{{\"i\":{},\"ok\":false,\"error\":{}}}", index, write(error).unwrap_or_default())
                }
            });
        }
        std::process::exit(0);
    }
}
