# What Discord offers while somebody fills in the options of /imagine, at most 100 characters.

# After the word auto, which stays as it is.
option-imagine-auto = auto（モデルにおまかせ）
# Of several pictures, with what they cost together at the list price.
option-imagine-count = { $count ->
       *[other] { $count }枚
    } · { $cost }
option-imagine-count-unpriced = { $count ->
       *[other] { $count }枚
    }
# A seed is a number that leads to the same picture again; $model is a model's name.
option-imagine-seed-none = { $model }はシードに対応していないため、無視されます
