# The forms behind the buttons under a picture, and the menu of messages with pictures.
# Titles and labels hold at most 45 characters.

title-edit = Edit prompt
title-remix = Remix this picture
title-larger = Higher resolution

label-prompt = What to paint
label-model = Model
label-ratio = Shape
label-size = Size
label-count = How many pictures
# What is to be different in the new picture
label-change = What to change
label-picture = Which picture

# An example of what is written into "What to change"
placeholder-change = Make it night, with rain on the window
# Under "What to paint", for whoever edits the wish of somebody else
placeholder-attached-stay = The pictures that were attached stay with their member and do not go along.

# The first choices under "Model", "Shape" and "Size"
option-model-any = The usual model
option-ratio-auto = The model decides
option-size-any = The model's usual size
# One of the pictures in a message, counted from 1
option-picture = Picture { $number }
