"""A document with every kind of block, as it might be published; and the same shape filled with hostile texts."""

from __future__ import annotations

from casereview.questions.model import Band
from casereview.reports.documents import blocks

BANDS = (
    Band("minimum", 75, 100, "Minimum improvement required"),
    Band("moderate", 60, 74, "Moderate improvement required"),
    Band("substantial", 45, 59, "Substantial improvement required"),
    Band("drastic", 0, 44, "Drastic improvement required"),
)

SUMMARY = blocks.Table(
    "Scores and what they mean",
    ("Aspect", "Score", "Sufficient", "Comment"),
    (
        ("Safeguarding", "68%", "294 of 432", "Moderate improvement required"),
        ("Risk of Harm to others", "61%", "301 of 493", "Moderate improvement required"),
        ("Likelihood of Reoffending", "76%", "512 of 674", "Minimum improvement required"),
    ),
    frozenset({1, 2}),
)

CRITERIA = blocks.BarChart(
    "Scores by general criterion",
    "Eight criteria are shown. The highest is 3.1 Outcomes are achieved (83%), and the lowest is 2.3 Safeguarding the "
    "young person (41%). The short line on each bar is the interval within which the score of the whole caseload "
    "probably lies.",
    (
        blocks.Bar("1.1 Risk of Harm to others: assessment and planning", 61, "61%", 52, 69),
        blocks.Bar("1.2 Likelihood of Reoffending: assessment and planning", 75, "75%", 69, 81),
        blocks.Bar("1.3 Safeguarding: assessment and planning", 59, "59%", 50, 68),
        blocks.Bar("2.1 Protecting the public by minimising Risk of Harm to others", 66, "66%", 57, 74),
        blocks.Bar("2.2 Reducing the Likelihood of Reoffending", 78, "78%", 72, 84),
        blocks.Bar("2.3 Safeguarding the young person", 41, "41%", 30, 53),
        blocks.Bar("3.1 Outcomes are achieved", 83, "5 of 6 (83%)", 44, 97),
        blocks.Bar("3.2 Outcomes are sustained", None, "no cases"),
    ),
    BANDS,
)

REASONS = blocks.BarChart(
    "Why risk management plans were not sufficient",
    "The planned response was unclear in 7 of the 9 cases; it was not said who would act in 4.",
    (
        blocks.Bar("Planned response unclear or inadequate", 78, "7 of 9"),
        blocks.Bar("Roles and responsibilities not clear", 44, "4 of 9"),
        blocks.Bar("Diversity not addressed", 0, "0 of 9"),
    ),
)

RANGES = blocks.RangeChart(
    "These scores beside those published for other areas",
    "Risk of Harm: 61% here; the areas inspected lay between 36% and 85%, on average 63%. Samples differ, and areas are "
    "not put in order.",
    (
        blocks.Span("Safeguarding", 38, 67, 91, 68, (("Anytown", 61), ("Otherham", 74), ("Ynys Môn", 79))),
        blocks.Span("Risk of Harm to others", 36, 63, 85, 61, (("Anytown", 55), ("Otherham", 70))),
        blocks.Span("Likelihood of Reoffending", 50, 70, 87, None),
    ),
)

QUESTIONS = blocks.Table(
    "Every question of section 1",
    ("Question", "Score", "Yes", "No", "N/A", "Blank"),
    tuple(
        (
            f"1.{number} Was there a timely and sufficient assessment of factor {number}?",
            f"{40 + number}%",
            str(20 + number),
            "9",
            "6",
            "0",
        )
        for number in range(1, 41)
    ),
    frozenset({1, 2, 3, 4, 5}),
)

DOCUMENT = blocks.Document(
    "Core Case Inspection of youth offending work in Anytown",
    "38 cases read in November 2026",
    "provisional: 412 blank, 3 unresolved",
    "2026-11-21",
    (
        blocks.Contents(),
        blocks.Heading(1, "Summary"),
        blocks.Paragraph(
            "We read 38 cases. Overall, we judged that the work to keep each individual's Risk of Harm to others to a "
            "minimum was done well enough in 61% of the answers that were scored."
        ),
        SUMMARY,
        blocks.Paragraph("The sample is small: a difference of a few percentage points may be chance.", "caution"),
        blocks.Heading(2, "What must change"),
        blocks.Items(
            (
                "A timely and good quality plan to manage Risk of Harm to others is completed where one is needed "
                "(Head of Service).",
                "Safeguarding is assessed in every case, and reviewed when circumstances change (YOT management board).",
                "Management oversight is effective and is recorded in the case file.",
            ),
            numbered=True,
        ),
        blocks.Heading(1, "Assessment and sentence planning"),
        CRITERIA,
        blocks.Heading(2, "Strengths"),
        blocks.Items(
            (
                "An assessment of the Likelihood of Reoffending was completed on time in 33 of the 38 cases (87%).",
                "The young person was actively engaged in 30 of the 38 cases (79%).",
            )
        ),
        blocks.Heading(2, "Areas for improvement"),
        blocks.Items(
            (
                "A risk management plan was of sufficient quality in 14 of the 23 cases that needed one (61%). Where it was "
                "not, the planned response was unclear in 7 of the 9 and it was not said who would act in 4.",
            )
        ),
        REASONS,
        blocks.Heading(3, "Notable practice"),
        blocks.Paragraph("A worker met “Carys” (ŵŷ) at school each week.\nShe has not offended since."),
        blocks.Heading(1, "Comparison and figures"),
        RANGES,
        blocks.Paragraph("Published scores come from samples that differ in size and in the cases drawn.", "note"),
        QUESTIONS,
    ),
)

HOSTILE = (
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "</title></style></script>-->]]>",
    '" onmouseover="alert(1)',
    "[click](javascript:alert(1))",
    "![x](http://evil.example/x.png)",
    "<http://evil.example>",
    "http://evil.example and www.evil.example and a@evil.example",
    "[ref]: http://evil.example",
    '#eval("1+1") #import "@preview/x:1.0.0"',
    '\\u{41} \\" \\',
    "= not a heading",
    "# not a heading",
    "- not an item",
    "1. not numbered",
    "> not a quotation",
    "---",
    "```not code```",
    "*not bold* _not italic_ ~~not struck~~ **no**",
    "$x^2$ @label <label>",
    "{{ 7*7 }} {% raw %} {# x #}",
    "a | b | c",
    "&lt;b&gt; &amp; &#60;",
    '=HYPERLINK("http://evil.example")',
    "line one\nline two\r\nline three",
    "tab\there    and spaces",
    "bell\x07 escape\x1b[31m nul\x00 delete\x7f",
    "left\u202eright\u202c\u2066x\u2069 zero\u200bwidth",
    "half \ud800 pair",
    "x" * 400,
    "emoji 😀👩‍👩‍👧 and flags 🏴󠁧󠁢󠁷󠁬󠁳󠁿",
    "Welsh ŵŷâ Ŵ Ŷ, Greek λ, Cyrillic ж, Hebrew שלום, 中文",
)


def filled(text: str) -> blocks.Document:
    """Return a document in which every text is `text`."""
    band = BANDS[0]._replace(label=text)
    content: tuple[blocks.Block, ...] = (
        blocks.Contents(),
        blocks.Heading(1, text),
        blocks.Heading(2, text),
        blocks.Heading(3, text),
        blocks.Paragraph(text),
        blocks.Paragraph(text, "caution"),
        blocks.Paragraph(text, "note"),
        blocks.Items((text, text)),
        blocks.Items((text, text), numbered=True),
        blocks.Table(text, (text, text), ((text, text), (text, text)), frozenset({1})),
        blocks.BarChart(
            text, text, (blocks.Bar(text, 50, text, 40, 60), blocks.Bar(text, None, text)), (band, *BANDS[1:])
        ),
        blocks.RangeChart(
            text, text, (blocks.Span(text, 10, 20, 30, 20, ((text, 15),)), blocks.Span(text, 10, 20, 30, None))
        ),
    )
    return blocks.Document(text, text, text, "2026-11-21", content)
