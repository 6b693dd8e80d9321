# What members look up and set for themselves: /my images, /show, /my defaults, /styles list.
# Dates and links are written by Discord. Options of commands keep their names: `model`, `clear`.

# /my images, a list of images, the newest first
mine-images = ## Deine Bilder
# $search is what the member looks for
mine-images-search = ## Deine Bilder mit „{ $search }“
mine-images-none = Du hast hier noch keine Bilder. Erstelle eines mit `/imagine`.
mine-images-none-found = Keiner deiner Prompts enthält „{ $search }“.
mine-images-end = Keine weiteren Bilder.
# Written before a link to the image's message
mine-jump = Zum Bild
# Marks behind the facts of an image: why there is no link to it
mine-mark-private = privat
mine-mark-deleted = Nachricht gelöscht
# Several images by one command
mine-count = { $count ->
        [one] { $count } Bild
       *[other] { $count } Bilder
    }
# $command is `/show id:123`, which shows the image once more
mine-show-hint = Erneut anzeigen: { $command }

# Buttons of the list; short
button-older = Ältere
button-newer = Neuere

# /show, an image once more. $when is a date, $link leads to its message
mine-shown = Erstellt: { $when } · [zum Bild]({ $link })
mine-shown-no-link = Erstellt: { $when }
mine-shown-private = Das Bild war privat, deshalb kann der Bot es bei Discord nicht erneut abrufen.
mine-shown-deleted = Die Nachricht mit dem Bild wurde gelöscht; nur der Text ist noch da.
mine-shown-unreachable = Das Bild kann gerade nicht aus seinem Kanal abgerufen werden.
mine-shown-too-large = Die Datei ist zu groß, um das Bild hier anzuzeigen.
mine-failed = ❌ Es wurde kein Bild erstellt (angefragt: { $when }).
mine-failed-prompt = ❌ Der Anbieter hat diesen Prompt abgelehnt, deshalb wurde kein Bild erstellt (angefragt: { $when }).
mine-cancelled = ❌ Diese Anfrage wurde abgebrochen (gestellt: { $when }).
mine-under-way = ⏳ Dieses Bild ist noch nicht fertig.
mine-generated = ⏳ Dieses Bild ist erstellt; der Bot versucht weiter, es zuzustellen.

# /my defaults, used where /imagine does not set an option
mine-defaults = ## Deine Voreinstellungen
mine-defaults-none = Du hast keine Voreinstellungen. Optionen, die du bei `/imagine` nicht angibst, wählt der Bot.
mine-defaults-model = Modell: **{ $model }**
# The model does not exist any more
mine-defaults-model-gone = Modell: { $model } (nicht mehr verfügbar; der Bot wählt eines)
mine-defaults-ratio = Seitenverhältnis: **{ $ratio }**
# Some models do not support every ratio or size
mine-defaults-size = Größe: **{ $size }**
mine-defaults-style = Stil: **{ $style }**
# Moderators have removed it, or it is another server's
mine-defaults-style-missing = Stil: { $style } (hier nicht verfügbar; es wird kein Stil ergänzt)
mine-defaults-private = Sichtbar: **nur für dich**
mine-defaults-public = Sichtbar: **für alle**
mine-defaults-hint = Sie gelten, wenn du die Option bei `/imagine` nicht angibst und das Modell sie unterstützt. `clear` löscht sie.

# /styles list, names for words that are added to prompts. Heads of two parts of the list
styles-own = **Auf diesem Server**
styles-everywhere = **Überall**
# A style, and the words that it adds
styles-line = **{ $style }**: { $adds }
