# The card of an image, from waiting to done, and what can be done with it.
# Every message is on one line. Times such as $when are written by Discord: "in 2 minutes" or
# "2 minutes ago".

# Before the image is there
card-next = ⏳ Prochaine dans la file d’attente · prête { $when }
# $position is 2 or more
card-waiting = ⏳ Numéro { $position } dans la file d’attente · prête { $when }
card-generating = 🎨 Génération avec **{ $model }** · lancée { $when }
# Below it, above the button that cancels
card-cancel-counts = La demande est déjà envoyée : elle compte dans tes limites même si tu annules maintenant.
card-fitting = 📦 Image générée ; compression du fichier pour l’envoyer ici · lancée { $when }

# Facts beside each other under an image, with dots between them
# The model chose the aspect ratio
card-ratio-auto = ratio auto
card-style = style { $style }
# $seed is a number that reproduces the image
card-seed = seed { $seed }
# Of the images that a member may have on one day
card-left = il reste { $left ->
        [one] { $left } image
       *[other] { $left } images
    } sur { $of } aujourd’hui

# Notes under an image
# Some of several images are missing, and do not count
card-missing = Images générées : { $came } sur { $asked }. { $missing ->
        [one] Celle qui manque ne compte pas dans tes limites.
       *[other] Celles qui manquent ne comptent pas dans tes limites.
    }
# In its place, where the member canceled and some of the missing ones count all the same
card-missing-counted = Images générées : { $came } sur { $asked }. { $counted ->
        [one] Une autre avait déjà été demandée au modèle quand tu as annulé ; elle compte dans tes limites.
       *[other] { $counted } autres avaient déjà été demandées au modèle quand tu as annulé ; elles comptent dans tes limites.
    }
# Behind it, where the total cost is known, also of those that are missing
card-missing-cost = Coût total facturé : { $cost }.
card-other-pixels = Le modèle a renvoyé { $width }×{ $height } pixels au lieu du ratio { $ratio }.
# The names of options stay as they are in the command
card-left-out = Ce modèle n’accepte pas `{ $option }` : l’option a été ignorée.
# A style of another server, or one that was removed
card-style-missing = Ton style par défaut { $style } n’est pas disponible ici : il a été ignoré.
card-thrifty = Le budget du bot est presque épuisé : un modèle moins cher a été utilisé.
# $model is a model's id
card-gone = { $model } n’est plus disponible : son successeur a été utilisé.
card-failed-over = { $model } n’était pas disponible : son successeur a été utilisé.
# $format is a kind of file, such as WEBP
card-refitted = L’original était trop lourd pour être envoyé ici : voici une version { $format } de { $width }×{ $height } pixels.
card-restored = La génération a pris plus de temps, car le bot a redémarré.

# For people who cannot see the image; $prompt is the member's prompt
card-alt-one = Image générée : { $prompt }
card-alt = Image générée { $number } sur { $of } : { $prompt }

# There is no image; $mention is the member, $sentence one of errors.ftl
card-failure = { $mention } : { $sentence }

# The bot is being stopped
card-postponed-generated = 🔁 Le bot redémarre. Ton image est prête et sera envoyée ensuite.
card-postponed = 🔁 Le bot redémarre et générera ton image ensuite. S’il n’est pas de retour à temps, la demande expirera { $when }. Rien n’a été facturé.

# Tells a member who waited for long how it ended
card-ready = { $mention }, ton image est prête : { $link }
card-not-generated = { $mention }, ton image n’a pas pu être générée : { $link }

# Told in the channel for notices, where nothing else reached the member; $reference is a number
card-undelivered-generated = **Non envoyée :** l’image de { $mention } a été générée, mais Discord ne l’a pas acceptée. Elle ne compte pas dans ses limites. Il est possible de réessayer dans un salon où le bot peut envoyer des messages et joindre des fichiers. Référence : { $reference }.
card-undelivered = **Non envoyée :** l’image de { $mention } n’a pas pu être générée, et Discord n’a pas accepté la réponse du bot à ce sujet. Elle ne compte pas dans ses limites. Il est possible de réessayer. Référence : { $reference }.

# In the channel, to a member whose private image cannot reach them. $mention is the member.
card-unreachable = { $mention }, ton image privée est prête, mais le bot ne peut pas t’envoyer de messages privés. Récupère-la avec { $command }, ou autorise les messages privés provenant de ce serveur. Le bot réessaie toutes les 15 minutes et arrêtera { $when }.
card-unreachable-over = { $mention }, ta demande privée s’est terminée sans image, et le bot ne peut pas t’envoyer de messages privés. Elle ne compte pas dans tes limites. Autorise les messages privés provenant de ce serveur, puis réessaie.
