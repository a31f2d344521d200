"""Stand-ins of the marketplaces: servers on loopback that speak each platform's documented shapes and check its rules.

The tests and the sample night talk HTTP to them as to the real ones; every listing is made up (catalogue.yaml).

    python -m standins tiki_storefront sendo_storefront     # prints {kind: url}, serves until its stdin closes

    platform = TikiStorefront()
    platform.faults = [Fault(too_many(retry_after=1), when=2), Fault(put("data.0.price", {"a": 1}), path="page=3")]
    with serving(platform) as site:
        ...                 # site.url is its base URL, platform.asked what was asked of it

What can go wrong, and how to plan it, is in faults.py and at the head of platform.py.
"""
