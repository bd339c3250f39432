use crate::i18n::Texts;

/// What to call a session: by the browser and the system that its browser says it is on.
pub fn session_name(t: Texts, user_agent: &str) -> String {
    let t = t.components();
    match browser_name(user_agent) {
        (Some(browser), Some(system)) => (t.browser_on)(browser, system),
        (Some(name), None) | (None, Some(name)) => name.to_owned(),
        (None, None) => t.unknown_browser.to_owned(),
    }
}

/// What a browser's own description means to people: its name, and the system's. Either may be unknown.
fn browser_name(user_agent: &str) -> (Option<&'static str>, Option<&'static str>) {
    // Most browsers claim to be others too: the most particular name comes first.
    const BROWSERS: [(&str, &str); 6] = [
        ("Edg/", "Edge"),
        ("OPR/", "Opera"),
        ("SamsungBrowser/", "Samsung Internet"),
        ("Firefox/", "Firefox"),
        ("Chrome/", "Chrome"),
        ("Safari/", "Safari"),
    ];
    const SYSTEMS: [(&str, &str); 6] = [
        ("iPhone", "iPhone"),
        ("iPad", "iPad"),
        ("Android", "Android"),
        ("Windows", "Windows"),
        ("Mac OS X", "macOS"),
        ("Linux", "Linux"),
    ];

    let find = |names: [(&str, &'static str); 6]| {
        names.into_iter().find(|(mark, _)| user_agent.contains(mark)).map(|(_, name)| name)
    };

    (find(BROWSERS), find(SYSTEMS))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn browsers_that_claim_to_be_others_are_told_apart() {
        let edge = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36 Edg/140.0.0.0";
        assert_eq!(browser_name(edge), (Some("Edge"), Some("Windows")));
        let iphone = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Mobile/15E148 Safari/604.1";
        assert_eq!(browser_name(iphone), (Some("Safari"), Some("iPhone")));
        assert_eq!(browser_name("curl/8.5.0"), (None, None));
    }
}
