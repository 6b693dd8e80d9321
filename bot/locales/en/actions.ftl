# What can be done with an image: labels, forms and answers of the actions in
# bot/policy/images/actions.py.

# Buttons under a card; short
action-cancel = Cancel
# Requests the same image once more; the first one is there
action-again = Again
# Requests the same image once more; the first one failed
button-retry = Try again
action-edit = Edit prompt
# Has the image changed by the member's words
action-remix = Remix
action-larger = Higher resolution

# A select under a card; short
placeholder-more = More
# A text for people who cannot see the image
action-alt = Alt text
# Hides the image until it is clicked, or shows it
action-spoiler = Toggle spoiler
action-details = Details
action-copy = Private copy by DM
action-share = Share in this channel
action-delete = Delete
action-report = Report image

# Where an image came from, in its details.
# The link is to the message of the earlier image, or a dash where that is not known.
details-parent-again = **Rerun** of { $link }
details-parent-edit = **Edited** from { $link }
details-parent-remix = **Remix** of { $link }
details-parent-larger = **Higher resolution** of { $link }

# Forms and answers of the actions under "More"

title-alt = Edit alt text
# One image.
label-alt = Describe the image
# Several images, each with a text of its own.
label-alt-one = Describe image { $number }
more-alt-changed = The alt text was changed.
more-copied = The image was sent to your direct messages.
more-copy-too-large = The image is too large for a direct message. Nothing was sent.
# Before the link to the message that the copy is of.
more-copy-from = Your copy of { $link }
more-copy-private = Your copy of a private image
more-shared = The image was shared in this channel.
more-not-shared = This server hides app responses from others, so the image can't be shared here.

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
label-image = Which image

# An example of what is written into "What to change"
placeholder-change = Make it night, with rain on the window
# Under "Prompt", for a member who edits the request of another member
placeholder-attached-stay = Attached images belong to their author and aren't included.

# The first choices under "Model", "Aspect ratio" and "Size"
option-model-any = Default model
option-ratio-auto = The model decides
option-size-any = The model's default
# One of the images in a message, counted from 1
option-image = Image { $number }
