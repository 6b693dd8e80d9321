# What can be done with an image: labels, forms and answers of the actions in
# bot/policy/actions.py.

# Buttons under a card; short
action-cancel = Cancel
# Asks for the same picture once more; the first one is there
action-again = Again
# Asks for the same picture once more; the first one failed
button-retry = Try again
action-edit = Edit prompt
# Has the picture changed by the member's words
action-remix = Remix
action-larger = Higher resolution

# A select under a card; short
placeholder-more = More
# A text for people who cannot see the picture
action-alt = Alt text
# Hides the picture until it is clicked, or shows it
action-spoiler = Spoiler on or off
action-details = Details
action-copy = Private copy by DM
action-share = Share in this channel
action-delete = Delete

# Where an image came from, in its details.
# The link is to the message of the earlier picture, or a dash where that is not known.
details-parent-again = **Asked again** after { $link }
details-parent-edit = **Edited** from { $link }
details-parent-remix = **Remix** of { $link }
details-parent-larger = **Higher resolution** of { $link }

# Forms and answers of the actions under "More"

title-alt = Text for people who cannot see it
# One picture.
label-alt = What the picture shows
# Several pictures, each with a text of its own.
label-alt-one = What picture { $number } shows
more-alt-changed = The text for people who cannot see the picture is changed.
more-copied = The picture was sent to your direct messages.
more-copy-too-large = The picture is too large for a direct message. Nothing was sent.
# Before the link to the message that the copy is of.
more-copy-from = Your copy of { $link }
more-copy-private = Your copy of a private picture
more-shared = The picture is shown in this channel now.
more-not-shared = This server shows what you do with this app only to you, so the picture cannot be shared here.

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
