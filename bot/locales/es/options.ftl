# What Discord offers while a member fills in the options of /imagine, at most 100 characters.

# After the word auto, which stays as it is.
option-imagine-auto = auto (la decide el modelo)
# Of several images, with what they cost together at the list price.
option-imagine-count = { $count ->
        [one] 1 imagen
       *[other] { $count } imágenes
    } · { $cost }
option-imagine-count-unpriced = { $count ->
        [one] 1 imagen
       *[other] { $count } imágenes
    }
# A seed is a number that leads to the same image again; $model is a model's name.
option-imagine-seed-none = { $model } no admite semillas; se ignorará la semilla
