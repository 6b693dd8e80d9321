# What members look up and set for themselves: /my images, /show, /my defaults, /styles list.
# Dates and links are written by Discord. Options of commands keep their names: `model`, `clear`.

# /my images, a list of images, the newest first
mine-images = ## Your images
# $search is what the member looks for
mine-images-search = ## Your images with “{ $search }”
mine-images-none = You have no images here yet. Create one with `/imagine`.
mine-images-none-found = None of your prompts contain “{ $search }”.
mine-images-end = No more images.
# Written before a link to the image's message
mine-jump = Go to image
# Marks behind the facts of an image: why there is no link to it
mine-mark-private = private
mine-mark-deleted = message deleted
# Several images by one command
mine-count = { $count ->
        [one] { $count } image
       *[other] { $count } images
    }
# $command is `/show id:123`, which shows the image once more
mine-show-hint = Show it again: { $command }

# Buttons of the list; short
button-older = Older
button-newer = Newer

# /show, an image once more. $when is a date, $link leads to its message
mine-shown = Created { $when } · [go to image]({ $link })
mine-shown-no-link = Created { $when }
mine-shown-private = The image was private, so Discord doesn't let the bot fetch it again.
mine-shown-deleted = The message with the image was deleted, so only the text is left.
mine-shown-unreachable = The image can't be fetched from its channel right now.
mine-shown-too-large = The image is too large to show here.
mine-failed = ❌ No image was created (requested { $when }).
mine-failed-prompt = ❌ The provider rejected this prompt, so no image was created (requested { $when }).
mine-cancelled = ❌ This request was canceled (requested { $when }).
mine-under-way = ⏳ This image isn't ready yet.
mine-generated = ⏳ This image has been generated; the bot is still trying to deliver it.

# /my defaults, used where /imagine does not set an option
mine-defaults = ## Your defaults
mine-defaults-none = You have no defaults. The bot chooses any option you don't set in `/imagine`.
mine-defaults-model = Model: **{ $model }**
# The model does not exist any more
mine-defaults-model-gone = Model: { $model } (no longer available; the bot chooses)
mine-defaults-ratio = Aspect ratio: **{ $ratio }**
# Some models do not support every ratio or size
mine-defaults-size = Size: **{ $size }**
mine-defaults-style = Style: **{ $style }**
# Moderators have removed it, or it is another server's
mine-defaults-style-missing = Style: { $style } (not available here; no style is added)
mine-defaults-private = Visible to: **only you**
mine-defaults-public = Visible to: **everyone**
mine-defaults-hint = Used when you don't set the option in `/imagine` and the model supports it. Use `clear` to remove them.

# /styles list, names for words that are added to prompts. Heads of two parts of the list
styles-own = **In this server**
styles-everywhere = **Everywhere**
# A style, and the words that it adds
styles-line = **{ $style }**: { $adds }
