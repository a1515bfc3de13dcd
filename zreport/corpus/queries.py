"""The rows of a scan and the curated ones as one set of relations, asked with DuckDB over Parquet."""

from __future__ import annotations

import contextlib
import functools
import json
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Any

import pandas as pd

from zreport.corpus.curated import Curated, curated
from zreport.corpus.schema import SCHEMA, TABLES
from zreport.faults import ReportError
from zreport.language import Text
from zreport.tables.package import shared_vocabulary

if TYPE_CHECKING:
    import duckdb

_SQL_TYPES = {"string": "VARCHAR", "int32": "INTEGER", "float64": "DOUBLE", "bool": "BOOLEAN"}
_IN_YEARS = ("observations", "texts")
_MEMORY = "2GB"


class Relations:
    """The relations of a folder of rows and of the curated reports; nothing is read until something is asked."""

    def __init__(self, folder: Path | None, with_curated: bool, data: Path | None):
        self.folder, self._with_curated, self._data = folder, with_curated, data
        self._spill = tempfile.TemporaryDirectory(prefix="zreport-", ignore_cleanup_errors=True)
        if folder:
            _refuse_unlike_rows(folder)

    @functools.cached_property
    def curated(self) -> Curated:
        """The curated reports."""
        return curated(self._data, self._with_curated)

    @functools.cached_property
    def _connection(self) -> duckdb.DuckDBPyConnection:
        made = _duckdb().connect(
            ":memory:",
            config={
                "autoinstall_known_extensions": "false",
                "autoload_known_extensions": "false",
                "memory_limit": _MEMORY,
                "temp_directory": self._spill.name,
            },
        )
        own = self.curated
        for name in ("reports", "observations", "texts"):
            made.register("given", getattr(own, name))
            made.execute(f"CREATE TABLE curated_{name} AS SELECT * FROM given")
            made.unregister("given")
        for name, rows in shared_vocabulary().items():
            made.register("given", pd.DataFrame(rows.values()))
            made.execute(f"CREATE TABLE {name} AS SELECT * FROM given")
            made.unregister("given")
        if self.folder:
            # A pattern is compared as it is written, the files that it finds by their names.
            place = f"{self.folder.resolve().as_posix()}/"
            made.execute(f"SET allowed_directories = [{_literal(place)}, {_literal(_no_pattern(place))}]")
        # From here on nothing but the folder of rows can be opened, and a transaction writes nothing.
        made.execute("SET enable_external_access = false; SET python_enable_replacements = false")
        for name in TABLES:
            made.execute(f"CREATE VIEW drafted_{name} AS {self._drafted(name)}")
        self._unite(made)
        made.execute("SET lock_configuration = true")
        return made

    def _drafted(self, name: str) -> str:
        """Select the rows of a table of the scan; none where it has none."""
        years = name in _IN_YEARS
        pattern = f"{name}/year=*/part-0.parquet" if years else f"{name}.parquet"
        if self.folder and next(self.folder.glob(pattern), None):
            path = f"{_no_pattern(self.folder.resolve().as_posix())}/{pattern}"
            hive = ", hive_partitioning = true, hive_types = {'year': INTEGER}" if years else ""
            return f"SELECT * FROM read_parquet({_literal(path)}{hive})"
        cells = [f"NULL::{_SQL_TYPES[one.kind]} AS {one.name}" for one in TABLES[name]]
        return f"SELECT {', '.join(cells + ['NULL::INTEGER AS year'] * years)} WHERE false"

    @staticmethod
    def _unite(made: duckdb.DuckDBPyConnection) -> None:
        """Put the drafted rows and the curated ones together; of a report that is both, the curated ones count."""
        place = "d.within_zh || d.place_zh = c.within_zh || c.place_zh OR (d.area <> '' AND d.area = c.area)"
        same = f"d.hash = c.hash OR (left(d.delivered, 4) = left(c.delivered, 4) AND ({place}))"
        sql = f"SELECT DISTINCT d.report FROM drafted_reports d JOIN curated_reports c ON {same}"
        both = ", ".join(_literal(name) for (name,) in made.execute(sql).fetchall())
        kept = f" WHERE report NOT IN ({both})" if both else ""
        for name in ("reports", "observations", "texts"):
            drafted = f"SELECT *, 'drafted' AS made FROM drafted_{name}{kept}"
            united = f"{drafted} UNION ALL BY NAME SELECT * FROM curated_{name}"
            # What a place is called in full, which no two places share.
            place = ", within_zh || place_zh AS place" * (name == "reports")
            made.execute(f"CREATE VIEW {name} AS SELECT *{place} FROM ({united})")
        made.execute("CREATE VIEW rejected AS SELECT * FROM drafted_rejected")

    @contextlib.contextmanager
    def _reading(self) -> Iterator[duckdb.DuckDBPyConnection]:
        """Open a transaction that can write nothing; what goes wrong in it is said in a sentence."""
        duckdb = _duckdb()
        try:
            made = self._connection
            made.execute("BEGIN TRANSACTION READ ONLY")
            try:
                yield made
            finally:
                made.execute("ROLLBACK")
        except (duckdb.ParserException, duckdb.BinderException, duckdb.CatalogException) as error:
            raise _said("这句 SQL 不对", "this SQL is at fault", error) from None
        except duckdb.OutOfMemoryException as error:
            raise _said("一次要的太多，请缩小范围", "too much is asked at once; ask for less", error) from None
        except (duckdb.IOException, duckdb.InvalidInputException) as error:
            zh, en = (
                f"{self.folder}：有读不出来的文件，请再跑一次 zreport scan",
                f"{self.folder}: a file cannot be read; ",
            )
            raise _said(zh, f"{en}run zreport scan again", error) from None
        except duckdb.PermissionException as error:
            raise _said(
                "只能读这些表，不能读写别的文件", "only these tables can be read, no other file", error
            ) from None
        except duckdb.Error as error:
            raise _said("不能这样查询", "this cannot be asked", error) from None

    def rows(self, sql: str, values: Sequence[Any] = ()) -> pd.DataFrame:
        """Return the rows of a query of the library's own."""
        with self._reading() as made:
            return made.execute(sql, list(values)).df()

    def asked(self, sql: str) -> pd.DataFrame:
        """Return the rows of a user's query, which is a single SELECT."""
        with self._reading() as made:
            statements = made.extract_statements(sql) if isinstance(sql, str) else []
            kinds = _duckdb().StatementType.SELECT, _duckdb().StatementType.EXPLAIN
            if len(statements) != 1 or statements[0].type not in kinds or statements[0].named_parameters:
                zh = "只接受一句查询：SELECT …；这里的表只读"
                raise ReportError(Text(zh, "a single query is taken: SELECT …; these tables are only read"))
            return made.execute(statements[0]).df()


def _duckdb() -> ModuleType:
    try:
        import duckdb
    except ModuleNotFoundError:
        zh, en = "没有装 duckdb；请运行", "duckdb is not installed; run"
        mend = 'pip install "zreport[corpus]"'
        raise ReportError(Text(f"{zh} {mend}", f"{en} {mend}")) from None
    return duckdb


def _said(zh: str, en: str, error: Exception) -> ReportError:
    why = " ".join(str(error).split("\n\n")[0].split("\nLINE")[0].split())[:300]
    return ReportError(Text(f"{zh}：{why}", f"{en}: {why}"))


def _literal(words: str) -> str:
    return "'" + words.replace("'", "''") + "'"


def _no_pattern(path: str) -> str:
    """Write a path so that no sign of it stands for others."""
    return "".join(f"[{sign}]" if sign in "[*?" else sign for sign in path)


def _refuse_unlike_rows(folder: Path) -> None:
    """Refuse a folder that is none of rows, or not a whole one, or of another time."""
    told = folder / "scan.json"
    try:
        if not folder.is_dir():
            zh, en = "没有这个文件夹", "there is no such folder"
        elif not told.is_file() and not any(folder.iterdir()):
            zh, en = "文件夹是空的", "the folder is empty"
        elif (folder / ".work/done").is_dir() or (not told.is_file() and (folder / ".work").is_dir()):
            zh, en = "扫描还没有做完", "the scan has not ended"
        elif not told.is_file():
            zh, en = "不是 zreport scan 写的文件夹（没有 scan.json）", "zreport scan has not written it (no scan.json)"
        else:
            found = json.loads(told.read_bytes())
            schema = found.get("schema") if isinstance(found, dict) else None
            listed = found.get("files", []) if isinstance(found, dict) else []
            if not isinstance(listed, list):
                raise ValueError(listed)
            gone = next((name for name in listed if not (folder / str(name)).is_file()), None)
            if schema == SCHEMA and gone is None:
                return
            zh = (
                f"是{'别的' if schema is None else '旧的' if _older(schema) else '新的'}格式（{schema}，不是 {SCHEMA}）"
            )
            en = f"its tables are of form {schema}, and this zreport reads {SCHEMA}"
            if schema == SCHEMA:
                zh, en = f"缺少文件 {gone}", f"the file {gone} is missing"
            elif schema is not None and not _older(schema):
                raise ReportError(Text(f"{folder}：{zh}；请升级 zreport", f"{folder}: {en}; upgrade zreport"))
    except (OSError, ValueError) as error:
        said = getattr(error, "strerror", None) or "scan.json"
        zh, en = f"读不出来（{said}）", f"it cannot be read ({said})"
    zh, en = (
        f"{folder}：{zh}；请运行 zreport scan 文件夹 -o {folder}",
        f"{folder}: {en}; run zreport scan FOLDER -o {folder}",
    )
    raise ReportError(Text(zh, en))


def _older(schema: Any) -> bool:
    return not isinstance(schema, int) or schema < SCHEMA
