"""Texts that people type, made up of pieces that mean something to one program or another."""

from hypothesis import strategies as st

PIECES = (
    *(
        "<script>alert(1)</script>",
        "</style>",
        "</title>",
        "</svg>",
        "<!--",
        "-->",
        "]]>",
        "<img src=x onerror=alert(1)>",
    ),
    *(
        "<svg onload=alert(1)>",
        "javascript:alert(1)",
        "<javascript:alert(1)>",
        "[x](javascript:alert(1))",
        "&lt;",
        "&#60;",
    ),
    *("![x](http://evil.example/x.png)", "<http://evil.example/'onclick=x>", '" onmouseover="alert(1)', "' onload='x"),
    *(
        "data:text/html,x",
        "<a href=//evil.example>",
        "[a]: http://evil.example",
        "`",
        "```",
        "~~~",
        "|",
        "\\",
        "\n",
        " ",
    ),
    *('<https://ok.example/a?b=c&d="e">', "https://ok.example/<b>", "url(http://evil.example)", "{{7*7}}", "${7*7}"),
    *(
        "=1+1",
        "+1",
        "-1",
        "@SUM(A1)",
        "＝1",
        "\t=1",
        ",",
        ";",
        '"',
        "'",
        "\r\n",
        "BEGIN:VEVENT",
        "END:VCALENDAR",
        "\\n",
    ),
    *(
        "/close",
        "/assign @root",
        "$(touch x)",
        "`touch x`",
        "; touch x",
        "\u202e",
        "\ufffe",
        "\u2028",
        "日本",
        "🙂",
        "é",
        "שלום",
    ),
)
"""Beginnings and ends of markup, formulas, commands, and characters that are no plain letters."""
TYPED = st.lists(st.sampled_from(PIECES) | st.text(max_size=5), min_size=1, max_size=8).map("".join)
"""Any text of such pieces."""
