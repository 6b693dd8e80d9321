# What members look up and set for themselves: /my images, /show, /my defaults, /styles list.
# Dates and links are written by Discord. Options of commands keep their names: `model`, `clear`.

# /my images, a list of pictures, the newest first
mine-images = ## Deine Bilder
# $search is what the member looks for
mine-images-search = ## Deine Bilder mit „{ $search }“
mine-images-none = Hier gibt es keine Bilder von dir. `/imagine` malt eins.
mine-images-none-found = In keinem deiner Prompts kommt „{ $search }“ vor.
mine-images-end = In dieser Richtung gibt es keine Bilder mehr.
# Written before a link to the picture's message
mine-jump = Zum Bild
# Marks behind the facts of a picture: why there is no link to it
mine-mark-private = privat
mine-mark-deleted = Nachricht gelöscht
# Several pictures by one command
mine-count = { $count ->
        [one] { $count } Bild
       *[other] { $count } Bilder
    }
# $command is `/show id:123`, which shows the picture once more
mine-show-hint = Noch einmal mit Buttons: { $command }

# Buttons of the list; short
button-older = Ältere
button-newer = Neuere

# /show, a picture once more. $when is a date, $link leads to its message
mine-shown = Angefordert am { $when } · [zum Bild]({ $link })
mine-shown-no-link = Angefordert am { $when }
mine-shown-private = Das Bild war privat, und bei Discord kann es niemand noch einmal abrufen.
mine-shown-deleted = Die Nachricht mit dem Bild wurde gelöscht, nur die Worte sind noch da.
mine-shown-unreachable = Das Bild kann gerade nicht aus seinem Kanal abgerufen werden.
mine-shown-too-large = Das Bild ist zu groß, um es hier zu zeigen.
mine-failed = ❌ Daraus wurde kein Bild (angefordert am { $when }).
mine-failed-prompt = ❌ Der Anbieter hat diesen Prompt abgelehnt, deshalb wurde kein Bild daraus (angefordert am { $when }).
mine-cancelled = ❌ Dieses Bild wurde abgebrochen (angefordert am { $when }).
mine-under-way = ⏳ Dieses Bild ist noch nicht fertig.
mine-generated = ⏳ Dieses Bild ist gemalt; der Bot versucht weiter, es zu zeigen.

# /my defaults, what holds where /imagine does not say
mine-defaults = ## Deine Voreinstellungen
mine-defaults-none = Du hast keine Voreinstellungen: Was du bei `/imagine` nicht angibst, entscheidet der Bot.
mine-defaults-model = Modell: **{ $model }**
# The model does not exist any more
mine-defaults-model-gone = Modell: { $model } gibt es nicht mehr; der Bot wählt eins
mine-defaults-ratio = Seitenverhältnis: **{ $ratio }**
# Some models cannot paint every ratio or size
mine-defaults-size = Größe: **{ $size }**
mine-defaults-style = Stil: **{ $style }**
# Moderators have removed it, or it is another server's
mine-defaults-style-missing = Stil: { $style } gibt es hier nicht; es kommt keiner hinzu
mine-defaults-private = Sichtbar: **nur für dich**
mine-defaults-public = Sichtbar: **für alle**
mine-defaults-hint = Sie gelten, wenn du bei `/imagine` nichts angibst und das Modell so eine Einstellung hat. `clear` setzt sie zurück.

# /styles list, names for words that are added to prompts. Heads of two parts of the list
styles-own = **Von diesem Server**
styles-everywhere = **Überall**
# A style, and the words that it adds
styles-line = **{ $style }**: { $adds }
