"""Let the search find numbers, such as 669,706, and words such as one-hot.

Sphinx splits both, and leaves numbers out of a query: here they have a sign.
In Spanish 669 706 has a narrow space, which few readers can type: its parts
are found, too.
"""

import re

from sphinx.search.en import SearchEnglish
from sphinx.search.es import SearchSpanish

NUMBER = r"\d+(?:[,\u202f]\d{3})*(?:\.\d+)?"
WORD = re.compile(rf"({NUMBER})(?!\w)|\w+(?:-\w+)*")


class SearchWords:
    js_splitter_code = """
var splitQuery = (query) => {
  const word = /(NUMBER)(?!LETTER)|LETTER+(?:-LETTER+)*/gu;
  const mark = (number) => "#" + number.replaceAll(/[,\\u202f]/g, "");
  const found = [...query.matchAll(word)];
  return found.map(([word, number]) => (number ? mark(number) : word));
};
""".replace("NUMBER", NUMBER).replace("LETTER", r"[\p{Letter}\p{Number}_]")

    def split(self, text):
        words = []
        for match in WORD.finditer(text):
            word, number = match[0], match[1]
            if number:
                parts = number.replace(",", "").split("\u202f")
                words += {f"#{part}" for part in ["".join(parts), *parts]}
            else:
                words += {word, *word.split("-")}
        return words


class English(SearchWords, SearchEnglish):
    pass


class Spanish(SearchWords, SearchSpanish):
    pass


def setup(app):
    app.add_search_language(English)
    app.add_search_language(Spanish)
    return {"parallel_read_safe": True}
