"""Plots as SVG, drawn on the server: data in, a tree of elements out.

Widths are in per cent and heights in pixels, so the words keep their size at every width of the screen. Colours are those of
`plots.css`; nothing here has a style, a script or a colour of its own. `bars` compares things, `lines` shows a course. Whoever
draws one puts its numbers into a table beside it: the table is the truth, the plot a help.
"""
