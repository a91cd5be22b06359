"""Every limit on what is read, declared once. All are far above any annual report."""

from __future__ import annotations

WORD_PART_BYTES = 20_000_000
"""Of one part of a Word file, unpacked; a report has a quarter of a million."""
WORD_PART_NODES = 600_000
"""Elements and attributes of such a part; a report has twenty thousand."""
WORD_PARTS = 5_000
"""Entries in the directory of a Word file."""
PDF_SECONDS = 20
"""Of the processor, for one file; a report takes half of one, a table of four thousand figures six."""
PDF_PATIENCE = 60
"""Seconds of the clock for one file, where the processor has other work too."""
PDF_MEMORY = 600_000_000
"""Bytes for one file; a report takes a tenth."""
PDF_PAGES = 300
PDF_PAGE_SIGNS = 60_000
PDF_PAGE_RULES = 20_000
"""Lines, rectangles and pictures of a page; a table of a report has a few hundred."""
REPORT_CELLS = 15_000
"""Of all tables of a report in any format; one has six hundred."""
TABLE_SPAN = 1_000
"""Columns that one cell may claim."""
TEXT_CHARACTERS = 20_000
"""Of one paragraph or line; a longer one is read in pieces, so that no pattern meets more."""
WORKBOOK_BYTES = 30_000_000
"""Of a workbook on disk; a filled one has a hundred thousand."""
WORKBOOK_DIRECTORY_BYTES = 1_000_000
"""Of its zip's directory, which is read before anything can be counted."""
WORKBOOK_PARTS = 2_000
"""Entries of that directory."""
WORKBOOK_UNPACKED_BYTES = 64_000_000
"""Of all parts that are read, together."""
WORKBOOK_RATIO = 250
"""Unpacked to packed, of a part over a million bytes; sheets full of zeros stay below 100."""
WORKBOOK_ELEMENT_BYTES = 8_000_000
"""Of whatever must be in memory at once: a part that is no sheet and no list of strings, a row, a string."""
WORKBOOK_SHEETS = 100
WORKBOOK_SLOTS = 6_000_000
"""Of rows and cells, empty ones included, and of what their content costs beyond that (a microsecond each)."""
FORMAT_CHARACTERS = 255
"""Of a number format; Excel takes no longer one."""
PAGE_TAGS = 250_000
"""Of a web page; a saved one has some ten thousand, and to see how each looks takes ten microseconds."""
PAGE_TABLE_ROWS = 2_000
PAGE_TABLE_CELLS = 20_000
STYLE_CHARACTERS = 5_000_000
"""Of the style sheets within a page."""
STYLE_RULES = 50_000
STYLE_COMPARISONS = 3_000_000
"""Of an element with a step of a rule's selector, two microseconds each."""
SELECTOR_CHARACTERS = 300
SELECTOR_STEPS = 6
MAIL_LINES = 500_000
"""Of a page saved whole as a mail, its pictures included."""
MAIL_PARTS = 2_000
MAIL_MULTIPARTS = 20
MAIL_PAGES = 10
"""A page and its frames."""
MAIL_HEADER_CHARACTERS = 2_000
"""Of a header that is taken apart, at a cost of the square of its length."""
LISTED_UNITS = 500_000
"""Of an office's list of units; a nation has three hundred thousand."""
COMPARED_SENTENCES = 2_000
"""Of one report, by which it is compared with others; one has some fifty."""
SENT_ARCHIVE_BYTES = 1_000_000_000
"""Of all files in a zip archive among the filings, unpacked; a county's are some ten million."""
SENT_ARCHIVE_MEMBERS = 5_000
WORKER_FILE_SECONDS = 300
"""Of the clock, for one file among the filings; most take a twentieth of one, a county's archive a minute."""
READ_APART_BYTES = 1_000_000
"""Of a filing that is read in a process of its own where whoever reads it has no such limits; most take a sixth."""
WORKER_MEMORY = 4_000_000_000
"""Bytes of addresses, of a process that reads filings; it takes a twentieth, PDFs a process of their own."""
PACKED_BYTES = 20_000_000
"""Of one packed value of a store, unpacked: all findings of a file, or its sentences; most take some ten thousand."""
STORED_BYTES = 50_000_000
"""Of one value of a store as it is kept."""
FORM_TERMS = 200_000
"""Of all sums of a form, each spread over the inputs that it comes down to; a form has some three thousand."""
FORM_BYTES = 1_000_000
"""Of a form file; one has sixty thousand."""
FORM_NODES = 100_000
"""Of its YAML, aliases counted as what they stand for; one has four thousand."""
FORM_DEPTH = 40
"""Of things within things; a form has a dozen."""
FORM_ANCESTORS = 8
"""Forms that extend one another."""
PHRASES = 500
"""Of ``phrases.yaml``: wordings of figures."""
PHRASE_CHARACTERS = 1_000
"""Of one pattern as it is written."""
PHRASE_SOURCE = 10_000
"""Of one pattern with its words filled in."""
PHRASE_GAP = 200
PHRASE_GAPS = 300
"""Ways in which all gaps of one pattern can be taken together."""
PHRASE_READINGS = 2_000
"""Combinations of terms that one phrase may mean."""
FORM_ROWS = 200
FORM_COLUMNS = 20
"""Of numbers, in one table."""
SENTENCE_CHARACTERS = 10_000
"""Of a form's sentence, as it is declared and as it is written; one has fifteen hundred."""
SENTENCE_DEPTH = 60
SENTENCE_STEPS = 20_000
"""Of its parts, a macro's for each time it is called; one takes a few hundred."""
REQUIREMENTS_BYTES = 20_000
"""Of a file of local requirements; a notice comes to two thousand."""
REQUIREMENT_CHECKS = 60
"""Of one notice; one has a dozen."""
REQUIREMENT_LETTERS = 200
"""Of one text in it; a formula holds 255."""
REQUIREMENT_NOTICES = 5
"""That one report is held to."""
LEDGER_ROWS = 5_000
"""Requests in one ledger; a city's busiest office has some hundred a year."""
DOWNLOAD_BYTES = 200_000_000
"""Of one file from the package index; the largest, an interpreter or a typesetter, has thirty million."""
DOWNLOAD_SECONDS = 1_800
"""For all packages of one Python."""
REVIEW_ROUNDS = 200
"""Rounds of review that were signed, of one report; three returns make a dozen."""
REVIEW_CONTENTS = 9
"""Of these, the different contents that are kept to say what has changed since."""
REVIEW_BYTES = 8_000_000
"""Of one of them, unpacked; a report has sixty thousand."""
