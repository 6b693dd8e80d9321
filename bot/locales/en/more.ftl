# What can be done with a finished picture, under "More".

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

# Everything about a picture; $when and $user are written by Discord.

button-copy-prompt = Copy prompt
details-style = **Style** { $style }, which added: { $adds }
details-model = **Model** { $model }
details-ratio = **Ratio** { $ratio }
details-size = **Size** { $size } · { $pixels } pixels
details-seed =
    { $count ->
        [one] **Seed** { $seeds }
       *[other] **Seeds** { $seeds }
    }
details-cost = **Cost** { $cost }
details-time = **Painted in** { NUMBER($seconds, maximumFractionDigits: 1) } s
details-unpainted = No picture was painted.
details-asked = **Asked for** by { $user }, { $when }
details-references =
    { $count ->
        [one] **Attached** { $count } picture
       *[other] **Attached** { $count } pictures
    }
# The link is to the message of the earlier picture, or a dash where that is not known.
details-parent-again = **Asked again** after { $link }
details-parent-edit = **Edited** from { $link }
details-parent-remix = **Remix** of { $link }
details-parent-larger = **Higher resolution** of { $link }
details-generation = **Generation** { $generation }
details-id = **ID** { $id }

# A picture that is not the bot's.

details-embedded = A picture shown from elsewhere
details-pixels = { $pixels } pixels
details-kib = { $kib } KB
details-mib = { NUMBER($mib, maximumFractionDigits: 1) } MB
details-sent = Sent by { $user }, { $when }
