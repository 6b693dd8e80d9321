# The forms behind the buttons under an image, and the menu of messages with images.
# Titles and labels hold at most 45 characters.

title-edit = Edit prompt
title-remix = Remix this image
title-larger = Higher resolution

label-prompt = Prompt
label-model = Model
label-ratio = Aspect ratio
label-size = Size
label-count = Number of images
# What is to be different in the new image
label-change = What to change
label-picture = Which image

# An example of what is written into "What to change"
placeholder-change = Make it night, with rain on the window
# Under "Prompt", for a member who edits the request of another member
placeholder-attached-stay = Attached images belong to their author and aren't included.

# The first choices under "Model", "Aspect ratio" and "Size"
option-model-any = Default model
option-ratio-auto = The model decides
option-size-any = The model's default
# One of the images in a message, counted from 1
option-picture = Image { $number }
