"""Let the search find numbers, such as 669,706, and words such as one-hot.

Sphinx splits both, and leaves numbers out of a query: here they have a sign.
"""

import re

from sphinx.search.en import SearchEnglish

NUMBER = r"\d+(?:,\d{3})*(?:\.\d+)?"
WORD = re.compile(rf"({NUMBER})(?!\w)|\w+(?:-\w+)*")


class SearchWords(SearchEnglish):
    js_splitter_code = """
var splitQuery = (query) => {
  const word = /(NUMBER)(?!LETTER)|LETTER+(?:-LETTER+)*/gu;
  const mark = (number) => "#" + number.replaceAll(",", "");
  const found = [...query.matchAll(word)];
  return found.map(([word, number]) => (number ? mark(number) : word));
};
""".replace("NUMBER", NUMBER).replace("LETTER", r"[\p{Letter}\p{Number}_]")

    def split(self, text):
        words = []
        for match in WORD.finditer(text):
            word, number = match[0], match[1]
            if number:
                words.append("#" + number.replace(",", ""))
            else:
                words += {word, *word.split("-")}
        return words


def setup(app):
    app.add_search_language(SearchWords)
    return {"parallel_read_safe": True}
