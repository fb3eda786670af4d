"""An idea held up against 10,000 initiatives: time and memory, beside BM25 and scikit-learn (``-s``).

The rivals get the same texts: BM25 on words as they stand, TF-IDF of scikit-learn on words and on n-grams of
letters, added up. How well each finds what is the same is measured on the held-out ideas.
"""

import resource
import time
from collections import Counter, defaultdict
from math import log
from pathlib import Path
from random import Random

import numpy as np
import pytest

from portfolio.overlap.groups import groups
from portfolio.overlap.index import Index, Text, apart
from portfolio.rules.likeness import fold
from tests.builders.ideas import ideas_of, measured

pytestmark = pytest.mark.bench

COUNT = 10_000


def one_text(text: Text) -> str:
    return f"{text.title} {text.rest} {text.target}"


class Bm25:
    """BM25 as it is written everywhere (k1 1.2, b 0.75), on folded words."""

    def __init__(self, texts) -> None:
        words = [fold(one_text(text)).split() for text in texts]
        self.lengths = np.array([len(it) for it in words], dtype=float)
        self.mean, self.count = self.lengths.mean(), len(texts)
        places = defaultdict(list)
        for place, its in enumerate(words):
            for word, often in Counter(its).items():
                places[word].append((place, often))
        self.places = {word: np.array(its) for word, its in places.items()}

    def scores(self, text):
        found = np.zeros(self.count)
        for word in set(fold(one_text(text)).split()) & self.places.keys():
            places, often = self.places[word].T
            telling = log(1 + (self.count - len(places) + 0.5) / (len(places) + 0.5))
            norm = often + 1.2 * (0.25 + 0.75 * self.lengths[places] / self.mean)
            found[places] += telling * often * 2.2 / norm
        return found


class Sklearn:
    """TF-IDF of scikit-learn: words, and n-grams of three to five letters in words."""

    def __init__(self, texts) -> None:
        text = pytest.importorskip("sklearn.feature_extraction.text")
        self.ways = [
            text.TfidfVectorizer(tokenizer=str.split, preprocessor=fold, token_pattern=None),
            text.TfidfVectorizer(preprocessor=fold, analyzer="char_wb", ngram_range=(3, 5)),
        ]
        self.made = [way.fit_transform(map(one_text, texts)) for way in self.ways]

    def scores(self, text):
        return sum(
            (made @ way.transform([one_text(text)]).T).toarray().ravel()
            for way, made in zip(self.ways, self.made, strict=True)
        )


class Ours:
    def __init__(self, texts) -> None:
        self.index = Index(range(len(texts)), [apart(text) for text in texts])

    def scores(self, text):
        return self.index.scores(self.index.asked(text))


def many(count: int) -> list[Text]:
    """Make initiatives of the judged ones' titles and texts, put together by chance."""
    chance, given = Random(8), ideas_of("tuning").initiatives
    towns = ("Skive", "Viborg", "Herning", "Randers", "Odder", "Horsens", "Vejle", "Faxe", "Køge", "Assens")
    made = []
    for number in range(count):
        one, two, three = (chance.choice(given) for _ in range(3))
        rest = f"{two.rest} {three.rest} {two.title}"
        made.append(Text(f"{one.title}, {chance.choice(towns)} {number % 97}", rest, three.target))
    return made


def resident() -> float:
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * resource.getpagesize() / 2**20


def test_a_question_among_ten_thousand():
    texts, asked = many(COUNT), [it.text for it in ideas_of("held_out").judged]
    long = Text("", " ".join(f"{text.title} {text.rest}" for text in texts[:400]))
    print(f"\n{COUNT} initiatives; a long idea of {len(long.rest.split())} words")
    least = None
    for kind in (Ours, Bm25, Sklearn):
        before, began = resident(), time.process_time()
        made = kind(texts)
        ready, size = time.process_time() - began, resident() - before
        each = []
        for text in asked:
            began = time.process_time()
            made.scores(text)
            each.append((time.process_time() - began) * 1000)
        began = time.process_time()
        made.scores(long)
        of_long = (time.process_time() - began) * 1000
        least = least or float(np.median(each))
        print(
            f"{kind.__name__}: index {ready:.1f} s, {size:.0f} MiB more, a question {np.median(each):.1f} ms "
            f"({np.median(each) / least:.1f} x ours, most {max(each):.1f}), a long one {of_long:.0f} ms"
        )
        assert kind is not Ours or max(*each, of_long) < 100


def test_how_well_each_finds_what_is_the_same():
    ideas = ideas_of("held_out")
    for kind in (Ours, Bm25, Sklearn):
        found = measured(ideas, kind(ideas.initiatives).scores, least=10**9)
        first = sum(rank == 1 for rank in found.ranks) / len(found.ranks)
        told = f"recall at 5 {found.recall:.1%}, first {first:.1%}, mean rank {found.mean_rank:.2f}"
        print(f"{kind.__name__}: {told}")


def test_groups_of_two_thousand():
    texts = [apart(text) for text in many(2_000)]
    index = Index(range(len(texts)), texts)
    began = time.process_time()
    found = groups(index, texts)
    print(f"{len(texts)} initiatives, {len(found)} groups: {time.process_time() - began:.1f} s")
