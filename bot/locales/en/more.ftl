# Everything about an image; $when and $user are written by Discord.

button-copy-prompt = Copy prompt
details-style = **Style** { $style }, which added: { $adds }
details-model = **Model** { $model }
details-ratio = **Aspect ratio** { $ratio }
# In place of a ratio, where the model chooses it
details-ratio-auto = auto
details-size = **Size** { $size } ({ $pixels } px)
# In place of a size, where none was chosen
details-size-default = default
details-seed =
    { $count ->
        [one] **Seed** { $seeds }
       *[other] **Seeds** { $seeds }
    }
# Who signed the file with C2PA, as the signature itself says; the bot verifies nothing.
details-signed = **Signed** by { $signer } (C2PA; as stated in the signature, not verified)
details-signed-unnamed = **Signed** with C2PA; the signer's name can't be read
# Where the file was too large and is shown smaller.
details-marked = The signature applies only to the original file. The metadata of this smaller file marks the image as AI-generated.
details-cost = **Cost** { $cost }
details-time = **Generated in** { NUMBER($seconds, maximumFractionDigits: 1) } s
details-not-generated = No image was created.
details-requested = **Requested by** { $user }, { $when }
details-references =
    { $count ->
        [one] **Attached** { $count } image
       *[other] **Attached** { $count } images
    }
details-generation = **OpenRouter ID** { $generation }
details-id = **Image ID** { $id } (for `/show`)

# An image that is not the bot's.

details-embedded = Embedded image
details-pixels = { $pixels } pixels
details-kib = { $kib } KB
details-mib = { NUMBER($mib, maximumFractionDigits: 1) } MB
details-sent = Sent by { $user }, { $when }
