"""The kinds of marketplaces there are: the modules of adapters/."""

import pkgutil
from collections.abc import Mapping
from importlib import import_module
from typing import TYPE_CHECKING

from etl.marketplaces import adapters

if TYPE_CHECKING:
    from etl.marketplaces.adapter import Adapter
    from etl.marketplaces.marketplace import Marketplace


def kinds() -> list[str]:
    """Their names, as `kind` in sources.yaml; none is imported for it."""
    return sorted(module.name for module in pkgutil.iter_modules(adapters.__path__))


def adapter_of(kind: str) -> "type[Adapter]":
    """The adapter of a kind: its module's class, named alike (tiki_storefront: TikiStorefront)."""
    module = import_module(f"{adapters.__name__}.{kind}")
    adapter: type[Adapter] = getattr(module, kind.title().replace("_", ""))
    return adapter


def adapter_for(source: "Marketplace", secrets: Mapping[str, str] | None = None) -> "Adapter":
    """The adapter of a source, with its secrets; without them it can read pages but not ask for them."""
    return adapter_of(source.kind)(source, secrets or {})
