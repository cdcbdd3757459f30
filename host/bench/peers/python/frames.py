# SPDX-License-Identifier: MIT
"""Data frames: pandas in whole columns and, as tutorials have it, by apply; polars."""
from .plain import CALLS
from .table import Form, Unable, add

FOLDS = {
    "count": "((df >= {low}) & (df <= {high})).sum(axis={axis})",
    "hypot": "np.sqrt((df**2).sum(axis={axis}))",
    "sum": "df.sum(axis={axis})",
    "sumsq": "(df**2).sum(axis={axis})",
    "mean": "df.mean(axis={axis})",
    "min": "df.min(axis={axis})",
    "max": "df.max(axis={axis})",
    "var": "df.var(axis={axis}, ddof={ddof})",
    "std": "df.std(axis={axis}, ddof={ddof})",
}
SIZES = {
    "normalize minmax": "low = df.min(axis={axis}); size = df.max(axis={axis}) - low; "
                        "df.sub(low, axis={across}).div(size.replace(0, {one}), axis={across})",
    "normalize zscore": "size = df.std(axis={axis}, ddof={ddof}); "
                        "df.sub(df.mean(axis={axis}), axis={across})"
                        ".div(size.replace(0, {one}), axis={across})",
    "normalize l1": "size = df.abs().sum(axis={axis}); df.div(size.replace(0, 1), axis={across})",
    "normalize l2": "size = np.sqrt((df**2).sum(axis={axis})); df.div(size.replace(0, 1), axis={across})",
    "normalize max": "size = df.abs().max(axis={axis}); df.div(size.replace(0, 1), axis={across})",
}

DIVIDED = "df.select(pl.all() / size.replace(0, 1))"
# Polars has no root mean square nor variance across columns.
POLARS_PER_ROW = {
    "count": "df.select(pl.sum_horizontal(pl.all().is_between({low}, {high})))",
    "normalize minmax": "both = df.with_columns(low=pl.min_horizontal(pl.all()), "
                        "high=pl.max_horizontal(pl.all())); "
                        "size = both.select(pl.when(pl.col('high') == pl.col('low')).then({one})"
                        ".otherwise(pl.col('high') - pl.col('low'))).to_series(); "
                        "df.select((pl.all() - both['low']) / size)",
    "normalize l1": f"size = df.select(pl.sum_horizontal(pl.all().cast(pl.Float64).abs())).to_series(); {DIVIDED}",
    "normalize l2": "size = df.select(pl.sum_horizontal(pl.all().cast(pl.Float64) ** 2).sqrt()).to_series(); "
                    f"{DIVIDED}",
    "normalize max": f"size = df.select(pl.max_horizontal(pl.all().abs())).to_series(); {DIVIDED}",
    "hypot": "df.select(pl.sum_horizontal(pl.all().cast(pl.Float64) ** 2).sqrt())",
    "sum": "df.select(pl.sum_horizontal(pl.all().cast(wide)))",
    "sumsq": "df.select(pl.sum_horizontal(pl.all().cast(wide) ** 2))",
    "mean": "df.select(pl.mean_horizontal(pl.all()))",
    "min": "df.select(pl.min_horizontal(pl.all()))",
    "max": "df.select(pl.max_horizontal(pl.all()))",
}
COLUMN = "pl.when({0} == 0).then({1}).otherwise({0})"
SPAN = COLUMN.format("(pl.all().max() - pl.all().min())", "{one}")
SPREAD = COLUMN.format("pl.all().std(ddof={ddof})", "{one}")
POLARS_PER_COLUMN = {
    "count": "df.select(pl.all().is_between({low}, {high}).sum())",
    "normalize minmax": f"df.select((pl.all() - pl.all().min()) / {SPAN})",
    "normalize zscore": f"df.select((pl.all() - pl.all().mean()) / {SPREAD})",
    "hypot": "df.select((pl.all().cast(pl.Float64) ** 2).sum().sqrt())",
    "sum": "df.select(pl.all().cast(wide).sum())",
    "sumsq": "df.select((pl.all().cast(wide) ** 2).sum())",
    "mean": "df.select(pl.all().mean())",
    "min": "df.select(pl.all().min())",
    "max": "df.select(pl.all().max())",
    "var": "df.select(pl.all().var(ddof={ddof}))",
    "std": "df.select(pl.all().std(ddof={ddof}))",
}


def pandas_names(work, data, surroundings):
    import numpy as np
    return {"np": np, "df": data.frame}


def apply_names(work, data, surroundings):
    from . import plain
    if work.constant == "nan":
        raise Unable("it gives 0 for values that are all the same")
    names = {name: getattr(plain, name) for name in dir(plain) if not name.startswith("_")}
    return {**names, "df": data.frame}


def polars_names(work, data, surroundings):
    import numpy as np
    import polars as pl
    wide = {"float32": pl.Float32, "float64": pl.Float64, "uint64": pl.UInt64}.get(work.out_dtype, pl.Int64)
    return {"np": np, "pl": pl, "df": data.polars, "wide": wide}


for _kernel, _text in {**FOLDS, **SIZES}.items():
    add(_kernel, "row col", Form("pandas", "pandas", _text, pandas_names, needs=("numpy",)))
for _kernel in FOLDS:
    _call = CALLS[_kernel].format("row")
    add(_kernel, "row", Form("pandas apply", "pandas", f"df.apply(lambda row: {_call}, axis=1)", apply_names,
                             is_slow=True, needs=("numpy",)))
add("normalize minmax", "row",
    Form("pandas apply", "pandas", "df.apply(lambda row: minmax(row), axis=1, result_type='expand')",
         apply_names, is_slow=True, needs=("numpy",)))
for _per, _texts in (("row", POLARS_PER_ROW), ("col", POLARS_PER_COLUMN)):
    for _kernel, _text in _texts.items():
        add(_kernel, _per, Form("polars", "polars", _text, polars_names, threads="all", needs=("numpy",)))
