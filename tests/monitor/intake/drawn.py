"""Values of any sort, for Hypothesis: what nobody would write, and what is nearly right."""

from hypothesis import strategies as st

scalars = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.decimals()
    | st.text(st.characters(), max_size=8)
    | st.sampled_from(
        ["review", "2025-02-30", "2025-03-30", "2024", "\ud800", "\x07", "fujian", "9999-12-31"]
    )
)
values = st.recursive(
    scalars,
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(st.characters(), max_size=6), inner, max_size=3)
    ),
    max_leaves=8,
)
