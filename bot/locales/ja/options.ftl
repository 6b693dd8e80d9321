# What Discord offers while a member fills in the options of /imagine, at most 100 characters.

# After the word auto, which stays as it is.
option-imagine-auto = auto（モデルにおまかせ）
# Of several images, with what they cost together at the list price.
option-imagine-count = { $count }枚 · { $cost }
option-imagine-count-unpriced = { $count }枚
# A seed is a number that leads to the same image again; $model is a model's name.
option-imagine-seed-none = { $model }はシード値に対応していないため、指定は無視されます
