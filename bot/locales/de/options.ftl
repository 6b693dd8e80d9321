# What Discord offers while somebody fills in the options of /imagine, at most 100 characters.

# After the word auto, which stays as it is.
option-imagine-auto = auto (das Modell entscheidet)
# Of several pictures, with what they cost together at the list price.
option-imagine-count = { $count ->
        [one] 1 Bild
       *[other] { $count } Bilder
    } · { $cost }
option-imagine-count-unpriced = { $count ->
        [one] 1 Bild
       *[other] { $count } Bilder
    }
# A seed is a number that leads to the same picture again; $model is a model's name.
option-imagine-seed-none = { $model } nimmt keinen Seed an; er würde weggelassen
