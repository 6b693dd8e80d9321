# The card of a picture, from waiting to done, and what can be done with it.
# Every message stands on one line. Times such as $when are written by Discord: "in 2 minutes" or
# "2 minutes ago".

# Before the picture is there
card-next = ⏳ Prochaine dans la file · prête { $when }
# $position is 2 or more
card-waiting = ⏳ Numéro { $position } dans la file · prête { $when }
card-generating = 🎨 Génération avec **{ $model }** · lancée { $when }
# Below it, above the button that cancels
card-cancel-counts = La demande est envoyée : elle compte pour toi même si tu annules maintenant.
card-fitting = 📦 Image générée, compression en cours pour qu’elle passe ici · lancée { $when }

# Facts beside each other under a picture, with dots between them
# The model chose the picture's ratio
card-ratio-auto = ratio auto
card-style = style { $style }
# $seed is a number by which the same picture can be asked for again
card-seed = seed { $seed }
# Of the pictures that a member may have on one day
card-left = encore { $left } sur { $of } aujourd’hui

# Notes under a picture
# Some of several pictures did not come, and do not count
card-missing = { $came ->
        [one] { $came } image reçue
       *[other] { $came } images reçues
    } sur { $asked }. { $missing ->
        [one] L’autre ne compte pas pour toi.
       *[other] Les autres ne comptent pas pour toi.
    }
# In its place, where the member cancelled and some of the missing ones count all the same
card-missing-counted = { $came ->
        [one] { $came } image reçue
       *[other] { $came } images reçues
    } sur { $asked }. { $counted ->
        [one] Une autre était déjà demandée quand tu as annulé et compte pour toi.
       *[other] { $counted } autres étaient déjà demandées quand tu as annulé et comptent pour toi.
    }
# Behind it, where it is known what all of them cost, also those that did not come
card-missing-cost = En tout, { $cost } ont été facturés.
card-other-pixels = Le modèle a répondu en { $width }×{ $height } pixels au lieu de { $ratio }.
# The names of options stay as they are in the command
card-left-out = Ce modèle ne gère pas `{ $option }` ; l’option a été ignorée.
# A style of another server, or one that was removed
card-style-missing = Le style par défaut { $style } n’existe pas ici ; il a été ignoré.
card-thrifty = Le budget du bot est presque épuisé ; un modèle moins cher a pris le relais.
# $model is a model's id
card-gone = { $model } n’existe plus ; son successeur a pris le relais.
card-failed-over = { $model } n’était pas disponible ; son successeur a pris le relais.
# $format is a kind of file, such as WEBP
card-refitted = L’original était trop lourd pour être envoyé ici ; voici une version { $format } de { $width }×{ $height } pixels.
card-restored = Ça a pris plus de temps, car le bot a redémarré entre-temps.

# For people who cannot see the picture; $prompt is what the member asked for
card-alt-one = Image générée : { $prompt }
card-alt = Image générée { $number } sur { $of } : { $prompt }

# The bot is being stopped
card-postponed-generated = 🔁 Le bot s’arrête pour l’instant. Ton image est générée et s’affichera à son retour.
card-postponed = 🔁 Le bot s’arrête pour l’instant et générera cette image à son retour. Si ça prend trop de temps, elle sera abandonnée { $when } ; rien n’a été facturé jusqu’ici.

# Tells a member who waited for long how it ended
card-ready = { $mention }, ton image est prête : { $link }
card-not-generated = { $mention }, ton image n’a pas été générée : { $link }

# Told in the channel for notices, where nothing else reached the member; $reference is a number
card-undelivered-generated = **Non affichée :** l’image de { $mention } a été générée, mais Discord ne l’a pas acceptée. Elle n’est pas décomptée de ses images ; une nouvelle demande est possible là où le bot peut écrire et joindre des fichiers. Référence : { $reference }.
card-undelivered = **Non affichée :** { $mention } a demandé une image, aucune n’est arrivée, et Discord n’a pas accepté la réponse du bot à ce sujet. La demande n’est pas décomptée de ses images ; elle peut être refaite. Référence : { $reference }.

# In the channel, to a member whose private picture cannot reach them. $mention is the member.
card-unreachable = { $mention }, ton image privée est générée, mais tes messages privés sont fermés au bot. Récupère-la avec { $command } ou autorise les messages privés venant de ce serveur ; le bot réessaie toutes les 15 minutes et abandonnera { $when }.
card-unreachable-over = { $mention }, ta demande privée s’est terminée sans image, et tes messages privés sont fermés au bot. Elle n’est pas décomptée de tes images. Autorise les messages privés venant de ce serveur et refais la demande.
