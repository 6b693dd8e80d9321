# The forms behind the buttons under a picture, and the menu of messages with pictures.
# Titles and labels hold at most 45 characters.

title-edit = Edit prompt
title-remix = Remix this picture
title-larger = Higher resolution

label-prompt = What to paint
label-model = Model
label-ratio = Shape
label-size = Size
# What is to be different in the new picture
label-change = What to change
label-picture = Which picture

# An example of what is written into "What to change"
placeholder-change = Make it night, with rain on the window

# The first choices under "Model", "Shape" and "Size"
option-model-any = The usual model
option-ratio-auto = The model decides
option-size-any = The model's usual size
# One of the pictures in a message, counted from 1
option-picture = Picture { $number }
