# Why there is no picture, or why something was not done: what happened, whether it was charged,
# and what to do. Every message stands on one line, since Discord would show its breaks.

# What the bot's owner may owe OpenRouter for an attempt.
error-charge-none = Rien n’a été facturé.
error-charge-possible = OpenRouter a peut-être facturé la demande.
error-charge-made = OpenRouter a facturé la demande.

# Below a failure on Discord, where a member's count was taken before.
error-refunded = Ça ne compte pas pour toi : l’image t’est rendue et le délai d’attente annulé.
# In its place, where the member cancelled what was sent already
error-still-counts = { $images ->
        [one] La demande était déjà envoyée : l’image et le délai d’attente comptent pour toi.
       *[other] { $images } images étaient déjà demandées : elles comptent pour toi, et le délai d’attente aussi.
    } Tout t’est rendu dès qu’il est certain que rien n’a été facturé.

# Options and attached pictures
error-option-refused-prompt = Le prompt doit contenir de 1 à { $most } caractères visibles. Rien n’a été facturé ; écris-en un autre.
error-this-model = Ce modèle
# $model is a model's name, or error-this-model.
error-option-refused-image = { $model } { $most ->
        [0] n’accepte aucune image jointe
        [one] accepte au plus { $most } image jointe
       *[other] accepte au plus { $most } images jointes
    }. Rien n’a été facturé ; choisis un autre modèle ou { $most ->
        [0] n’en joins pas
       *[other] joins-en moins
    }.
# $option is the option's name in the command, such as size; $accepted lists what would do.
error-option-refused = { $model } n’accepte pas { $given } pour `{ $option }`. Rien n’a été facturé ; valeurs acceptées : { $accepted }.
error-option-refused-nothing = { $model } n’accepte pas { $given } pour `{ $option }`. Rien n’a été facturé ; retire cette option ou choisis un autre modèle.
error-option-out-of-range = `{ $option }` accepte un nombre de { $least } à { $most }. Rien n’a été facturé ; choisis-en un.
error-option-out-of-range-length = `{ $option }` accepte de { $least } à { $most } caractères. Rien n’a été facturé ; écris-le autrement.
error-reference-refused-too-large = L’image jointe dépasse { $megabytes } Mo. Rien n’a été facturé ; joins-en une autre.
error-reference-refused-too-many-pixels = L’image jointe dépasse { $megapixels } mégapixels. Rien n’a été facturé ; joins-en une autre.
error-reference-refused-not-a-picture = Le fichier joint n’est pas une image PNG, JPEG, WebP ou GIF. Rien n’a été facturé ; joins-en un autre.
error-reference-refused-unavailable = Discord n’a pas transmis l’image jointe. Rien n’a été facturé ; joins-en une autre.
error-reference-refused-gone = L’image jointe n’est pas conservée aussi longtemps. Rien n’a été facturé ; passe par la commande et joins-la de nouveau.
error-reference-refused-too-many = Le bot conserve au plus { $most } images jointes par membre et par heure. Rien n’a été facturé ; réessaie dans une heure.
error-reference-refused-no-room = Le bot ne peut pas conserver d’autres images jointes pour le moment. Rien n’a été facturé ; réessaie dans une heure.
error-reference-refused-not-decoded = La lecture de l’image jointe demande plus de mémoire ou de temps que le bot n’en a. Rien n’a été facturé ; joins une image plus petite.
error-model-unknown-none = Aucun des modèles du bot ne peut générer d’image pour l’instant. Rien n’a été facturé ; indique un autre modèle avec l’option `model`, ou préviens le propriétaire du bot.
error-model-unknown = Le modèle { $model } n’existe pas, ou n’existe plus. Rien n’a été facturé ; choisis-en un dans la liste qui apparaît quand tu écris.
error-style-unknown = Le style { $style } n’existe pas ici. Rien n’a été facturé ; choisis-en un dans la liste qui apparaît quand tu écris.

# Where and when pictures are taken
error-outside-servers = Le propriétaire du bot n’autorise les images que sur les serveurs où se trouve le bot. Rien n’a été facturé ; fais ta demande sur l’un d’eux.
error-servers-only = Ça n’existe que sur les serveurs où se trouve le bot. Rien n’a été facturé ; essaie sur l’un d’eux.
error-channel-unknown = Discord n’indique pas au bot si ce salon est soumis à une limite d’âge, ni dans quelle catégorie il se trouve, et les règles de ce serveur en dépendent. Rien n’a été facturé ; réessaie dans une minute, va dans un autre salon ou demande à la modération de donner au bot la permission *Voir le salon* ici.
error-duplicate-event = Discord a envoyé cette commande deux fois, et la première est en cours de traitement. Rien n’a été facturé pour la seconde.
error-intake-closed-stopping = Le bot redémarre et ne prend pas de nouvelles demandes. Rien n’a été facturé ; réessaie dans une minute.
error-intake-closed-key-rejected = OpenRouter n’accepte pas la clé du bot, donc aucune image ne peut être générée. Rien n’a été facturé ; le propriétaire du bot doit configurer une clé valide.
# $when is a time that Discord counts down to, such as: in 2 minutes
error-intake-closed-key-rejected-until = OpenRouter n’accepte pas la clé du bot, donc aucune image ne peut être générée. Rien n’a été facturé ; le propriétaire du bot doit configurer une clé valide, et le prochain essai aura lieu { $when }.
error-intake-closed-out-of-credit = Le bot n’a plus de crédit chez OpenRouter, donc aucune image ne peut être générée. Rien n’a été facturé ; le propriétaire du bot doit en ajouter.
error-intake-closed-out-of-credit-until = Le bot n’a plus de crédit chez OpenRouter, donc aucune image ne peut être générée. Rien n’a été facturé ; le propriétaire du bot doit en ajouter, et le prochain essai aura lieu { $when }.
error-intake-closed-account-blocked = Le compte du bot chez OpenRouter est bloqué, donc aucune image ne peut être générée. Rien n’a été facturé ; le propriétaire du bot doit contacter OpenRouter.
error-intake-closed-account-blocked-until = Le compte du bot chez OpenRouter est bloqué, donc aucune image ne peut être générée. Rien n’a été facturé ; le propriétaire du bot doit contacter OpenRouter, et le prochain essai aura lieu { $when }.
error-answer-lost = Discord n’a pas accepté la réponse du bot. Rien n’a été facturé ; réessaie.
error-missing-permission = Tu n’as pas le droit de faire ça ici. Rien n’a été facturé ; vois avec la modération.
error-outdated = Le bot ne connaît plus cette commande ou ce bouton. Rien n’a été facturé ; tape / pour voir ses commandes actuelles.

# The line, and models that failed again and again
error-provider-on-hold-all = OpenRouter a échoué à répétition, le bot ne le sollicite donc plus pour l’instant ; prochain essai { $when }. Rien n’a été facturé ; redemande à ce moment-là.
error-provider-on-hold-model = { $model } a échoué à répétition, le bot ne le sollicite donc plus pour l’instant ; prochain essai { $when }. Rien n’a été facturé ; redemande à ce moment-là ou choisis un autre modèle.
error-queue-full-member = Tu as déjà autant d’images dans la file d’attente qu’un membre peut en avoir. Rien n’a été facturé ; redemande { $when }.
error-queue-full-server = Ce serveur a déjà autant d’images dans la file d’attente qu’un serveur peut en avoir. Rien n’a été facturé ; redemande { $when }.
error-queue-full-all = La file d’attente du bot est pleine. Rien n’a été facturé ; redemande { $when }.
error-wait-too-long = La file d’attente est si longue que ton image ne serait sans doute pas générée à temps. Rien n’a été facturé ; redemande { $when }.

# Buttons and menus
error-cancel-refused-delivering = Trop tard pour annuler : l’image est générée et facturée, elle arrive dès que Discord l’accepte.
error-cancel-refused-ended = Il n’y a plus rien à annuler. Rien de plus n’a été facturé ; demande une nouvelle image.
error-cancel-refused-elsewhere = Un autre processus du bot s’occupe de cette image, elle ne peut donc pas être annulée ici. Rien de plus n’a été facturé ; réessaie dans une minute.
error-not-owner-author = C’est réservé au membre qui a demandé l’image. Rien n’a été facturé ; demande ta propre image.
error-not-owner-moderators = C’est réservé au membre qui a demandé l’image et à la modération. Rien n’a été modifié ni facturé ; demande ta propre image, ou attends celle-ci.
error-not-owner-nobody = C’est désactivé sur ce serveur. Rien n’a été modifié ni facturé ; vois avec la modération.
error-not-owner-everybody = Ce n’est pas pour toi ici. Rien n’a été modifié ni facturé ; vois avec la modération.
error-job-forgotten = Le bot ne connaît pas cette image : elle est trop ancienne, a été supprimée ou n’a jamais existé. Rien n’a été facturé ; redemande-la avec la commande.
error-image-gone = Ce message ne contient aucune image que le bot puisse utiliser. Rien n’a été facturé ; choisis un autre message, ou passe par la commande.
error-others-forbidden = Sur ce serveur, seules les images du bot peuvent être remixées. Rien n’a été facturé ; choisis l’une d’elles, ou vois avec la modération.
error-nothing-larger = Le modèle n’a pas de taille supérieure à celle de cette image. Rien n’a été facturé ; choisis un autre modèle avec la commande.
error-copy-refused = Discord n’a pas laissé le bot t’envoyer un message privé. Rien n’a été facturé ; autorise les messages privés des membres de ce serveur, puis réessaie.
error-change-refused = Discord n’a pas accepté la modification de ce message. Rien n’a été modifié ni facturé ; réessaie dans une minute.

# The model or OpenRouter gave no picture; $charge is one of error-charge.
error-prompt-rejected = Le modèle a refusé ce prompt, sans doute à cause de ses règles de contenu. { $charge } Modifie le prompt et réessaie avec d’autres mots.
error-perhaps-rejected = Aucune image n’a été générée. Le modèle a peut-être refusé ce prompt, ou il ne fonctionne pas en ce moment. { $charge } Modifie le prompt, ou réessaie plus tard.
error-provider-busy = Le modèle reçoit trop de demandes en ce moment. { $charge } Réessaie dans une minute, ou choisis un autre modèle.
error-provider-busy-until = Le modèle reçoit trop de demandes en ce moment. { $charge } Réessaie { $when }, ou choisis un autre modèle.
error-provider-busy-seconds = Le modèle reçoit trop de demandes en ce moment. { $charge } Réessaie dans { $seconds ->
        [one] { $seconds } seconde
       *[other] { $seconds } secondes
    }, ou choisis un autre modèle.
error-provider-down = Le fournisseur du modèle ne fonctionne pas en ce moment. { $charge } Réessaie plus tard, ou choisis un autre modèle.
error-key-rejected = OpenRouter n’accepte pas la clé. { $charge } Le propriétaire du bot doit en configurer une valide.
error-account-blocked = Le compte du bot est bloqué chez OpenRouter ou chez le fournisseur du modèle. { $charge } Ton prompt n’y est pour rien ; choisis un autre modèle, ou préviens le propriétaire du bot.
error-out-of-credit = Il n’y a pas assez de crédit chez OpenRouter pour cette image. { $charge } Le propriétaire du bot doit en ajouter ; d’ici là, aucune demande n’est acceptée.
error-model-gone = Plus personne ne propose { $model }. { $charge } Choisis un autre modèle.
error-model-gone-unnamed = Plus personne ne propose ce modèle. { $charge } Choisis-en un autre.
error-provider-forbids = OpenRouter n’autorise pas cette demande pour ce compte ou cette région. { $charge } Choisis un autre modèle, ou préviens le propriétaire du bot.
error-request-rejected = OpenRouter n’a pas accepté la demande telle quelle. { $charge } Essaie d’autres options ; une image jointe plus petite peut aider.
error-generation-timed-out = L’image prenait trop de temps et a été abandonnée. { $charge } Réessaie, ou choisis un modèle plus rapide.
error-bad-answer = La réponse du modèle ne contenait aucune image utilisable. { $charge } Réessaie, ou choisis un autre modèle.
error-generation-failed = L’image n’a pas pu être générée. { $charge } Réessaie plus tard.

# Painted, but not shown
error-too-large-for-discord = L’image a été générée, mais elle est trop lourde pour être envoyée ici. { $charge } Demande une taille plus petite.
error-discord-unavailable = L’image a été générée, mais Discord ne l’a pas acceptée. { $charge } Réessaie plus tard.
error-nowhere-to-deliver = L’image a été générée, mais il n’y avait plus d’endroit où l’afficher. { $charge } Redemande-la.
error-delivery-given-up = Le bot s’est arrêté à chaque fois qu’il préparait cette image, elle est donc abandonnée. { $charge } Redemande-la, si possible dans une taille plus petite.
error-delivery-failed = L’image a été générée, mais elle n’a pas pu être affichée. { $charge } Réessaie.

# Ended before its time
# It stands behind a mention of the member who cancelled, so in English it begins with a small letter.
error-cancelled-own = tu as annulé cette image. { $charge } Redemande-la si c’était une erreur.
# $who is the mention of the moderator who cancelled.
error-cancelled = { $who } a annulé cette image. { $charge } Redemande-la si c’était une erreur.
error-charge-whole-or-free = OpenRouter ne facture pas une demande interrompue, sauf si elle venait de se terminer.
error-interrupted = Le bot a été arrêté avant que l’image soit prête. { $charge } Réessaie dans une minute.
error-lost-in-restart = Le bot a redémarré pendant la génération, et l’image est perdue. { $charge } Redemande-la ; le bot ne le fait pas de lui-même, car elle pourrait être facturée deux fois.
error-spool-failed = Le disque du bot n’a pas accepté l’image, elle n’a donc pas pu être conservée. { $charge } Préviens le propriétaire du bot.
error-unexpected = Une erreur s’est produite (référence { $reference }). Si une image était en route, OpenRouter l’a peut-être facturée. Réessaie ; si ça persiste, donne la référence au propriétaire du bot.

# The database; every one ends in what to do.
error-storage-failed-busy = La base de données du bot est surchargée, et sans elle aucune image ne peut être comptabilisée. Rien n’a été facturé ; réessaie dans une minute.
error-storage-failed-damaged = La base de données du bot est endommagée, et sans elle aucune image ne peut être comptabilisée. Rien n’a été facturé ; préviens le propriétaire du bot.
error-storage-failed-read-only = La base de données du bot n’est pas accessible en écriture, et sans elle aucune image ne peut être comptabilisée. Rien n’a été facturé ; préviens le propriétaire du bot.
error-storage-failed-full = La base de données du bot n’a plus de place, et sans elle aucune image ne peut être comptabilisée. Rien n’a été facturé ; préviens le propriétaire du bot.
error-storage-failed-unreachable = La base de données du bot est injoignable, et sans elle aucune image ne peut être comptabilisée. Rien n’a été facturé ; réessaie dans une minute.
error-storage-failed-newer = La base de données du bot vient d’une version plus récente du bot, et sans elle aucune image ne peut être comptabilisée. Rien n’a été facturé ; préviens le propriétaire du bot.
error-storage-failed-other = La base de données du bot ne fonctionne pas, et sans elle aucune image ne peut être comptabilisée. Rien n’a été facturé ; réessaie plus tard, ou préviens le propriétaire du bot.
