"""The mkdocs.yml of a fresh site, which both builders read."""

from __future__ import annotations

import json


def scaffold_mkdocs(name: str) -> str:
    """The mkdocs.yml of a fresh site with this name."""
    return _MKDOCS.lstrip().replace("NAME", json.dumps(name, ensure_ascii=False))


_MKDOCS = r"""
# How the pages in docs/ become the site. Name, colours, logo and language are yours to change:
# https://squidfunk.github.io/mkdocs-material/setup/
site_name: NAME
site_url: !ENV [BRIEFGEN_SITE_URL, ""] # set it in site_config/briefgen.yml
docs_dir: docs
site_dir: site
use_directory_urls: false # so that site/index.html opens without a server

theme:
  name: material
  custom_dir: docs/.theme
  language: en
  font: false # nothing is loaded from elsewhere
  features: [navigation.top, search.highlight]
  palette:
    - media: "(prefers-color-scheme)"
      primary: custom
      accent: custom
      toggle: {icon: material/brightness-auto, name: Switch to light mode}
    - media: "(prefers-color-scheme: light)"
      scheme: default
      primary: custom
      accent: custom
      toggle: {icon: material/brightness-7, name: Switch to dark mode}
    - media: "(prefers-color-scheme: dark)"
      scheme: slate
      primary: custom
      accent: custom
      toggle: {icon: material/brightness-4, name: Follow the system}

plugins:
  - search:
      separator: '[\s\-,:;!?=()\[\]<>"“”‘’''/]+'
  - offline:
      enabled: !ENV [BRIEFGEN_OFFLINE, false]

markdown_extensions:
  - toc: {toc_depth: 3}
  - attr_list # by which large sites leave sections out of their search
  - tables: {use_align_attribute: true} # no style stands in a page

extra_css: [assets/briefgen/briefgen.css]
extra_javascript:
  - {path: assets/briefgen/labels.js, defer: true}
  - {path: assets/briefgen/network.js, defer: true}
extra:
  generator: false
  polyfills: [assets/briefgen/iframe-worker.js] # the order of results; search without a server

validation:
  omitted_files: ignore # the navigation names indexes, they lead to the rest
  anchors: warn

nav:
  - Home: index.md
  - Briefs: briefs/index.md
  - Dyads: dyads/index.md
  - Actors: actors/index.md
  - Issues: issues/index.md
  - Topics: topics/index.md
  - By month: months/index.md
  # - By week: weeks/index.md # with `weekly_digest: true` in site_config/briefgen.yml
  - Matrix: matrix.md
  - Network: network.md
  - Data: data/index.md
  - About: about.md
"""
