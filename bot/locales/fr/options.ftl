# What Discord offers while a member fills in the options of /imagine, at most 100 characters.

# After the word auto, which stays as it is.
option-imagine-auto = auto (le modèle décide)
# Of several images, with what they cost together at the list price.
option-imagine-count = { $count ->
        [one] 1 image
       *[other] { $count } images
    } · { $cost }
option-imagine-count-unpriced = { $count ->
        [one] 1 image
       *[other] { $count } images
    }
# A seed is a number that leads to the same image again; $model is a model's name.
option-imagine-seed-none = { $model } n’accepte pas les seeds ; la seed sera ignorée
