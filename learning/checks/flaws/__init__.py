"""What a teacher would hold against a check, a file a part: the stem, the gap, the options, the key.

Flaws after Haladyna, Downing & Rodriguez, A Review of Multiple-Choice Item-Writing Guidelines, 2002, and the 19
criteria of Moore et al., Assessing the Quality of Multiple-Choice Questions Using GPT-4 and Rule-Based Methods, 2023.
"""
