# What members look up and set for themselves: /my images, /show, /my defaults, /styles list.
# Dates and links are written by Discord. Options of commands keep their names: `model`, `clear`.

# /my images, a list of pictures, the newest first
mine-images = ## Your pictures
# $search is what the member looks for
mine-images-search = ## Your pictures with “{ $search }”
mine-images-none = There are no pictures of yours here. `/imagine` paints one.
mine-images-none-found = No prompt of yours has “{ $search }” in it.
mine-images-end = There are no more pictures this way.
# Written before a link to the picture's message
mine-jump = Go to the picture
# Marks behind the facts of a picture: why there is no link to it
mine-mark-private = private
mine-mark-deleted = message deleted
# Several pictures by one command
mine-count = { $count ->
        [one] { $count } picture
       *[other] { $count } pictures
    }
# $command is `/show id:123`, which shows the picture once more
mine-show-hint = Again with buttons: { $command }

# Buttons of the list; short
button-older = Older
button-newer = Newer

# /show, a picture once more. $when is a date, $link leads to its message
mine-shown = Asked for on { $when } · [go to the picture]({ $link })
mine-shown-no-link = Asked for on { $when }
mine-shown-private = The picture was private, and Discord lets nobody fetch it again.
mine-shown-deleted = The message with the picture was deleted, so only the words are left.
mine-shown-unreachable = The picture cannot be fetched from its channel now.
mine-shown-too-large = The picture is too large to be shown here.
mine-failed = ❌ No picture came of this (asked for on { $when }).
mine-failed-prompt = ❌ The provider refused this prompt, so no picture came of it (asked for on { $when }).
mine-cancelled = ❌ This picture was cancelled (asked for on { $when }).
mine-under-way = ⏳ This picture is not done yet.
mine-painted = ⏳ This picture is painted; the bot goes on trying to show it.

# /my defaults, what holds where /imagine does not say
mine-defaults = ## Your defaults
mine-defaults-none = You have no defaults: what `/imagine` does not say is left to the bot.
mine-defaults-model = Model: **{ $model }**
# The model does not exist any more
mine-defaults-model-gone = Model: { $model }, which is gone; the bot chooses
mine-defaults-ratio = Ratio: **{ $ratio }**
# Some models cannot paint every ratio or size
mine-defaults-size = Size: **{ $size }**
mine-defaults-style = Style: **{ $style }**
# Moderators have removed it, or it is another server's
mine-defaults-style-missing = Style: { $style }, which does not exist here; none is added
mine-defaults-private = Shown: **only to you**
mine-defaults-public = Shown: **to everybody**
mine-defaults-hint = They hold where `/imagine` does not say and the model has such a setting. `clear` takes them back.

# /styles list, names for words that are added to prompts. Heads of two parts of the list
styles-own = **Of this server**
styles-everywhere = **Everywhere**
# A style, and the words that it adds
styles-line = **{ $style }**: { $adds }
