"""A language as the rest of clausekit sees it."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from types import MappingProxyType
from typing import TYPE_CHECKING, Literal

from clausekit.errors import Fault, LanguageError, UnknownName, nearest
from clausekit.language.collation import order_key
from clausekit.language.conventions import conventions_of
from clausekit.language.data import parse_language
from clausekit.language.engine import Engine, build_engine
from clausekit.language.files import LanguageFiles, find_tags, language_files, unknown_tag
from clausekit.language.known import known_data
from clausekit.language.naming import choose_names, wrong_defaults
from clausekit.language.noun import Noun
from clausekit.language.questions import refuse_open
from clausekit.language.rendering import fill, find_misread_leads, render
from clausekit.record import record
from clausekit.resources import Folder, templates_folder

if TYPE_CHECKING:
    import datetime
    from collections.abc import Iterable, Mapping, Sequence
    from decimal import Decimal

    import babel

    from clausekit.language.quantities import Style
    from clausekit.language.wording import Ref
    from clausekit.model.quantity import Quantity

__all__ = ["Language", "available_languages", "load_language"]


@record(eq=False)
class Language:
    """Everything needed to write one legal text in one language; see `load_language`.

    Attributes:
        tag: The language or its variant, ``es`` or ``es-CL``.
        code: The language alone, ``es``: the folder of its templates.
        parties: The names of the parties that this text uses.
    """

    tag: str
    code: str
    parties: Mapping[str, Noun]
    _engine: Engine

    def __repr__(self) -> str:
        return f"Language({self.tag!r})"

    @property
    def name(self) -> str:
        """The language's own name, ``español (Chile)``."""
        return self._engine.data.name

    @property
    def word_tag(self) -> str:
        """The tag for Word's ``w:lang``, by which it chooses a spelling checker."""
        return self._engine.data.word_tag

    @property
    def conventions(self) -> str:
        """The tag of the locale whose conventions hold for figures and dates, ``es-419``."""
        return self._engine.data.babel

    @property
    def after_article(self) -> str:
        """What stands after the number of an article that is referred to: ``.º`` in Portugal."""
        return self._engine.data.grammar.references.after_article

    @property
    def babel(self) -> babel.Locale:
        """The Babel locale whose conventions hold for figures and dates."""
        from babel import Locale

        return Locale.parse(self._engine.data.babel, sep="-")

    def country(self, code: str) -> str:
        """Return the name of a country by its two capital letters (ISO 3166-1).

        Raises:
            UnknownName: There is none.

        Example:
            >>> load_language("fr").country("CL")
            'Chili'
        """
        return conventions_of(self.conventions).country(code)

    @property
    def choices(self) -> Mapping[str, Mapping[str, Noun]]:
        """The names that each party can go by."""
        return MappingProxyType(self._engine.data.parties)

    @property
    def plural_parties(self) -> bool:
        """Whether the wording agrees with a party that is always several."""
        return self._engine.data.plural_parties

    def with_parties(self, parties: Mapping[str, str | Noun]) -> Language:
        """Return this language with other names for the parties.

        Args:
            parties: For a party, one of the listed choices or a noun of your own.

        Raises:
            UnknownName: A party or a choice is not known.
            LanguageError: A noun lacks the gender that the language needs, has an article of its
                own, or is a plural that says it is none.

        Example:
            >>> contractor = load_language("es").with_parties({"supplier": "company"})
            >>> contractor.render("Las obligaciones del {supplier}.", {})
            ('Las obligaciones de la Empresa.',)
        """
        data = self._engine.data
        chosen = choose_names(parties, data.parties, data.grammar, self.name)
        return replace(self, parties=MappingProxyType({**self.parties, **chosen}))

    def render(
        self, text: str, values: Mapping[str, object] | None = None, *, regional: bool = False
    ) -> tuple[str | Ref, ...]:
        r"""Fill the wording of a clause.

        Args:
            text: The wording, written for the language's default names of the parties.
            values: What stands for the other placeholders: text, `Quantity`, date, money (with
                ``amount`` and ``currency``), a list of texts, or a `Noun`.
            regional: Whether the wording was written for this variant, whose vocabulary then
                leaves it alone.

        Returns:
            Text and references to other clauses in their order.

        Raises:
            LanguageError: A placeholder cannot be read or filled; all are told at once.

        Example:
            >>> load_language("fr").with_parties({"supplier": "company"}).render(
            ...     "L’obligation du {supplier} : voir l’article {ref:fl.fees}.")
            ('L’obligation de la Société\xa0: voir l’article\xa0', Ref(target='fl.fees'), '.')
        """
        return render(text, values or {}, self._engine, self.parties, regional=regional)

    def fill(self, text: str, values: Mapping[str, object]) -> list[str | Ref]:
        """Return what `render` returns, in as many parts for any names of the parties.

        Raises:
            LanguageError: A placeholder cannot be read or filled; all are told at once.
        """
        return fill(text, values, self._engine, self.parties)

    def misread_leads(self, text: str) -> tuple[str, ...]:
        """Return the words before a party that do not fit the name the wording is written for.

        Example:
            >>> load_language("es").misread_leads("La {supplier} y la {buyer}")
            ('La {supplier}',)
        """
        return find_misread_leads(text, self._engine)

    def number_words(self, number: int, *, gender: str = "m", before_noun: bool = True) -> str:
        """Return a whole number in words.

        Args:
            number: 0 to 999 999 999 999.
            gender: The gender of what is counted.
            before_noun: Whether the noun follows.

        Example:
            >>> load_language("es").number_words(21)
            'veintiún'
        """
        return self._engine.speller.spell(number, gender=gender, before_noun=before_noun)

    def quantity(self, quantity: Quantity, *, gender: str = "", style: Style = "both") -> str:
        r"""Return a period, a share or a count.

        Args:
            quantity: What is written.
            gender: The gender of what is counted, where the unit does not say it.
            style: Words and figures, or one of them.

        Example:
            >>> from clausekit.model.quantity import Quantity
            >>> load_language("pt").quantity(Quantity.model_validate("5 working days"))
            'cinco (5)\xa0dias úteis'
        """
        return self._engine.quantities.write(quantity, gender=gender, style=style)

    def date(self, date: datetime.date) -> str:
        r"""Return a date in full.

        Example:
            >>> import datetime
            >>> load_language("fr").date(datetime.date(2026, 3, 1))
            '1er\xa0mars\xa02026'
        """
        return self._engine.write_date(date)

    def money(self, amount: Decimal | int, currency: str) -> str:
        r"""Return an amount of money in figures after its ISO 4217 code.

        Raises:
            LanguageError: The currency is unknown, or the amount has more decimals than it.

        Example:
            >>> load_language("es-CL").money(185_000_000, "CLP")
            'CLP\xa0185.000.000'
        """
        return self._engine.amounts.write(amount, currency)

    def money_words(self, amount: Decimal | int, currency: str) -> str:
        """Return an amount of money in words.

        Example:
            >>> load_language("es-CL").money_words(185_000_000, "CLP")
            'ciento ochenta y cinco millones de pesos chilenos'
        """
        return self._engine.amounts.spell(amount, currency)

    def join(self, items: Sequence[str], *, conjunction: Literal["and", "or"] = "and") -> str:
        """Join items into a list.

        Example:
            >>> load_language("es").join(["Chile", "Iberia"])
            'Chile e Iberia'
        """
        return self._engine.join(items, conjunction)

    def letter(self, position: int) -> str:
        """Return the letter of an item of a list, as the Word templates print it; from 1 to 780.

        Raises:
            LanguageError: Word has no letter for it.

        Example:
            >>> load_language("en").letter(2), load_language("es").letter(2)
            ('(b)', 'b)')
        """
        return self._engine.letter(position)

    def conjunction(self, following: str, *, word: Literal["and", "or"] = "and") -> str:
        """Return the word before *following*, the last item of a list that is no plain text.

        Example:
            >>> load_language("es").conjunction("omisión", word="or")
            'u'
        """
        return self._engine.conjunction(following, word)

    def citation(self, pinpoint: str) -> str:
        r"""Return the place in an instrument in the long legal form.

        Args:
            pinpoint: The catalogue's short form; ``whole`` gives an empty text.

        Raises:
            LanguageError: The pinpoint cannot be read.

        Example:
            >>> load_language("es").citation("art. 2(1)(a)")
            'artículo\xa02, párrafo\xa01, letra\xa0a)'
        """
        return self._engine.cite(pinpoint)

    def places(self, pinpoints: Iterable[str], family: str = "") -> str:
        r"""Return places of one instrument in the long legal form, by their numbers, as a list.

        Args:
            pinpoints: Short forms of the catalogue; ``whole`` adds nothing.
            family: Where the instrument's family has words of its own, such as ``eu-law``.

        Raises:
            LanguageError: A pinpoint cannot be read.

        Example:
            >>> load_language("en").places(["principle 22", "principle 11"])
            'Principles\xa011 and 22'
        """
        return self._engine.places(tuple(pinpoints), family)

    def typeset(self, text: str) -> str:
        r"""Return wording with the locale's spaces, quotation marks and apostrophes.

        Example:
            >>> load_language("fr").typeset("l'obligation ; « oui »")
            'l’obligation\u202f; «\xa0oui\xa0»'
        """
        return self._engine.typeset(text)

    def adapt(self, text: str) -> str:
        """Return wording of the base language in the words of the region.

        Example:
            >>> load_language("pt-PT").adapt("A cadeia de suprimentos")
            'A cadeia de abastecimento'
        """
        return self._engine.vocabulary.adapt(text)

    def quote(self, text: str) -> str:
        """Return text between the locale's quotation marks.

        Example:
            >>> load_language("pt-PT").quote("Adjudicatário")
            '«Adjudicatário»'
        """
        return self._engine.typography.quote(text)

    def sort_key(self, text: str) -> tuple[str, str, str]:
        """Return a key that sorts text as a dictionary of the language does.

        Example:
            >>> sorted(["zona", "ética", "entidad"], key=load_language("es").sort_key)
            ['entidad', 'ética', 'zona']
        """
        return order_key(text, self._engine.data.grammar.collation.letters)

    def title(self, instrument: str) -> str:
        """Return the official title of an instrument that ``terms.toml`` gives, or nothing."""
        return self._engine.data.titles.get(instrument, "")

    def word(self, key: str) -> str:
        """Return a word of the language's small lexicon, or raise ``UnknownName``."""
        words = self._engine.data.words
        if key not in words:
            said = f"The lexicon of {self.name} has no word {key!r}."
            raise UnknownName(Fault("language.unknown-word", said, hint=nearest(key, words)))
        return words[key]


def available_languages(*, root: Folder | None = None) -> tuple[str, ...]:
    """Return the tags of all languages and variants that have their files.

    Args:
        root: The folder with the template sets; the shipped one if left out.

    Raises:
        UnknownName: There is no such folder.

    Example:
        >>> {"es", "es-CL", "pt-PT"} <= set(available_languages())
        True
    """
    return find_tags(templates_folder(root))


def load_language(tag: str, *, root: Folder | None = None, country: str | None = None) -> Language:
    """Return the language with this tag.

    Its files are read each time, and the same texts give the same object.

    Args:
        tag: A language or a variant: ``es``, ``es-CL``, ``es_cl``.
        root: The folder with the template sets; the shipped one if left out.
        country: ISO 3166 code of the buyer's country; chooses a variant for a bare language.

    Raises:
        UnknownName: There is no such language, and the error lists those there are; or no such
            folder.
        LanguageError: The files of the language are not sound.
        InputError: A folder there may not be read.

    Example:
        >>> load_language("pt", country="PT").tag
        'pt-PT'
    """
    place = templates_folder(root)
    known = {known.lower(): known for known in find_tags(place)}
    if not known:
        message = "This folder holds no template sets."
        raise UnknownName(Fault("resources.no-templates", message, str(place)))
    wanted = str(tag).strip().replace("_", "-").lower()
    if wanted not in known:
        # A bare language also goes by the tag of its conventions: es is es-419.
        bare = wanted.partition("-")[0]
        if bare not in known or _build(language_files(bare, place)).conventions.lower() != wanted:
            raise UnknownName(unknown_tag(tag, wanted, known))
        wanted = bare
    regional = f"{wanted}-{(country or '').strip().lower()}"
    return _build(language_files(known.get(regional, known[wanted]), place))


@lru_cache(maxsize=64)
def _build(files: LanguageFiles) -> Language:
    if (data := known_data(files)) is None:
        refuse_open(files.places)
        data = parse_language(files)
    if faults := list(wrong_defaults(files, data)):
        raise LanguageError(*faults)
    parties = {party: data.parties[party][choice] for party, choice in data.defaults.items()}
    return Language(files.tag, files.code, MappingProxyType(parties), build_engine(data))
