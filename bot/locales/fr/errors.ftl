# Why there is no image, or why something was not done: what happened, whether it was charged (only
# where money could have been spent), and what to do. Every message is on one line, since
# Discord would show its breaks.

# Two sentences of one text
sentence-pair = { $first } { $second }

# What the bot's owner may owe OpenRouter for an attempt.
error-charge-none = Rien n’a été facturé.
error-charge-possible = OpenRouter a peut-être facturé cette demande.
error-charge-made = OpenRouter a facturé cette demande.

# Below a failure on Discord, where a member's count was taken before.
error-refunded = Cette demande ne compte pas dans tes limites, et le délai d’attente est annulé.
# In its place, where the member canceled what was sent already
error-still-counts = { $images ->
        [one] La demande avait déjà été envoyée : l’image compte dans tes limites et le délai d’attente s’applique.
       *[other] { $images } images avaient déjà été demandées au modèle : elles comptent dans tes limites et le délai d’attente s’applique.
    } Ton quota sera recrédité et le délai annulé dès qu’il sera certain que rien n’a été facturé.

# Options and attached images
error-option-refused-prompt = Le prompt doit contenir de 1 à { $most } caractères visibles. Raccourcis-le ou réécris-le.
error-this-model = Ce modèle
# $model is a model's name, or error-this-model.
error-option-refused-image = { $model } { $most ->
        [0] n’accepte aucune image jointe
        [one] accepte au plus { $most } image jointe
       *[other] accepte au plus { $most } images jointes
    }. Choisis un autre modèle ou { $most ->
        [0] réessaie sans image jointe
       *[other] joins moins d’images
    }.
# $option is the option's name in the command, such as size; $accepted lists what would do.
error-option-refused = { $model } n’accepte pas { $given } pour `{ $option }`. Valeurs acceptées : { $accepted }.
error-option-refused-nothing = { $model } n’accepte pas { $given } pour `{ $option }`. Retire cette option ou choisis un autre modèle.
error-option-out-of-range = `{ $option }` doit être un nombre de { $least } à { $most }. Choisis un autre nombre.
error-option-out-of-range-length = `{ $option }` doit contenir de { $least } à { $most } caractères. Raccourcis ou réécris ce texte.
error-reference-refused-too-large = L’image jointe est trop lourde : elle dépasse { $megabytes } Mo. Joins-en une plus légère.
error-reference-refused-too-many-pixels = L’image jointe dépasse { $megapixels } mégapixels. Joins-en une plus petite.
error-reference-refused-not-a-picture = Le fichier joint n’est pas une image PNG, JPEG, WebP ou GIF. Joins-en un autre.
error-reference-refused-unavailable = Le bot n’a pas pu récupérer l’image jointe auprès de Discord. Joins-en une autre.
error-reference-refused-gone = L’image jointe a expiré. Lance la commande et joins-la de nouveau.
error-reference-refused-too-many = Tu peux joindre au plus { $most ->
        [one] { $most } image
       *[other] { $most } images
    } par heure. Réessaie dans une heure.
error-reference-refused-no-room = Le bot ne peut pas conserver d’autres images jointes pour le moment. Réessaie dans une heure.
error-reference-refused-not-decoded = Le bot n’a pas pu lire l’image jointe, car elle est trop complexe. Joins-en une plus petite.
error-model-unknown-none = Les modèles préférés du bot ne sont pas disponibles pour le moment. Choisis-en un autre avec l’option `model`, ou préviens le propriétaire du bot.
error-model-unknown = Le modèle { $model } n’existe pas ou n’est plus disponible. Choisis-en un dans la liste qui apparaît quand tu écris.
error-style-unknown = Le style { $style } n’existe pas ici. Choisis-en un dans la liste qui apparaît quand tu écris.

# Cases and appeals
error-case-unknown = Le dossier { $number } n’existe pas. Vérifie le numéro.
error-case-ended = Le dossier { $number } n’a plus d’effet : il n’y a plus rien à modifier ni à contester.
error-appeal-exists-open = Tu as déjà fait appel pour ce dossier, et la modération prendra une décision. Pour recevoir la réponse, autorise les messages privés des membres de ce serveur.
error-appeal-exists-accepted = Ton appel concernant ce dossier a été accepté. Tu peux de nouveau générer des images.
error-appeal-exists-declined = Ton appel concernant ce dossier a été refusé. Tu ne peux faire appel qu’une fois par dossier.
error-appeal-unreachable = Ton appel n’a pas été envoyé, car ce serveur n’a pas de salon pour le recevoir. Adresse-toi directement à la modération, ou fais appel plus tard.

# Where and when images can be created
error-outside-servers = Tu ne peux générer des images que sur les serveurs où se trouve le bot. Réessaie sur l’un d’eux.
error-servers-only = Cela ne fonctionne que sur les serveurs où se trouve le bot. Réessaie sur l’un d’eux.
error-channel-unknown = Les règles de ce serveur dépendent de la catégorie ou de la limite d’âge du salon, et Discord n’indique ici ni l’une ni l’autre au bot. Réessaie dans une minute ou dans un autre salon, ou demande à la modération de donner au bot la permission *Voir le salon* ici.
error-duplicate-event = C’est déjà en cours (Discord l’a envoyé deux fois).
error-intake-closed-stopping = Le bot redémarre et n’accepte pas de nouvelles demandes. Réessaie dans une minute.
error-intake-closed-key-rejected = OpenRouter n’accepte pas la clé du bot : aucune image ne peut être générée. Le propriétaire du bot doit configurer une clé valide.
# $when is a time that Discord counts down to, such as: in 2 minutes
error-intake-closed-key-rejected-until = OpenRouter n’accepte pas la clé du bot : aucune image ne peut être générée. Le propriétaire du bot doit configurer une clé valide. Prochaine vérification par le bot : { $when }.
error-intake-closed-out-of-credit = Le bot n’a plus de crédit OpenRouter : aucune image ne peut être générée. Le propriétaire du bot doit ajouter du crédit.
error-intake-closed-out-of-credit-until = Le bot n’a plus de crédit OpenRouter : aucune image ne peut être générée. Le propriétaire du bot doit ajouter du crédit. Prochaine vérification par le bot : { $when }.
error-intake-closed-account-blocked = Le compte OpenRouter du bot est bloqué : aucune image ne peut être générée. Le propriétaire du bot doit contacter OpenRouter.
error-intake-closed-account-blocked-until = Le compte OpenRouter du bot est bloqué : aucune image ne peut être générée. Le propriétaire du bot doit contacter OpenRouter. Prochaine vérification par le bot : { $when }.
error-answer-lost = Discord n’a pas accepté la réponse du bot. Rien n’a été facturé. Réessaie.
error-missing-permission = Tu n’as pas la permission de faire cela ici. Adresse-toi à la modération.
error-outdated = Le bot n’a plus cette commande ou ce bouton. Tape / pour voir ses commandes actuelles.

# The queue, and models that keep failing
error-provider-on-hold-all = OpenRouter échoue à répétition : les demandes sont en pause. Réessaie { $when }.
error-provider-on-hold-model = { $model } échoue à répétition : les demandes à ce modèle sont en pause. Réessaie { $when }, ou choisis un autre modèle.
error-queue-full-member = Tu as déjà le nombre maximal d’images dans la file d’attente. Réessaie { $when }.
error-queue-full-server = La file d’attente de ce serveur est pleine. Réessaie { $when }.
error-queue-full-all = La file d’attente est pleine. Réessaie { $when }.
error-wait-too-long = La file d’attente est si longue que ton image ne serait sans doute pas prête à temps. Réessaie { $when }.

# Buttons and menus
error-cancel-refused-delivering = Trop tard pour annuler : l’image est générée et facturée, et s’affichera ici dès que Discord l’acceptera.
error-cancel-refused-ended = Cette demande est déjà terminée : il n’y a plus rien à annuler.
error-cancel-refused-elsewhere = Cette image ne peut pas être annulée pour le moment. Réessaie dans une minute.
error-not-owner-author = Seul le membre qui a demandé cette image peut faire cela.
error-not-owner-moderators = Seuls le membre qui a demandé cette image et la modération peuvent faire cela.
error-not-owner-nobody = Cette action est désactivée sur ce serveur. Adresse-toi à la modération.
error-not-owner-everybody = Tu ne peux pas faire cela ici. Adresse-toi à la modération.
error-job-forgotten = Le bot n’a plus cette image : elle est trop ancienne ou a été supprimée. Génère-la de nouveau avec la commande.
error-image-gone = Ce message ne contient aucune image que le bot puisse utiliser. Choisis un autre message, ou utilise la commande.
error-others-forbidden = Sur ce serveur, tu ne peux remixer que les images du bot. Choisis-en une, ou adresse-toi à la modération.
error-nothing-larger = Le modèle n’a pas de taille supérieure à celle de cette image. Choisis un autre modèle avec la commande.
error-copy-refused = Discord n’a pas permis au bot de t’envoyer un message privé. Autorise les messages privés des membres de ce serveur, puis réessaie.
error-change-refused = Discord n’a pas permis au bot de modifier ce message. Rien n’a été modifié. Réessaie dans une minute.

# The model or OpenRouter returned no image; $charge is one of error-charge.
error-prompt-rejected = Le modèle a rejeté ce prompt, sans doute à cause de ses règles de contenu. { $charge } Modifie le prompt et réessaie.
error-perhaps-rejected = Le modèle n’a renvoyé aucune image. Il a peut-être rejeté ce prompt, ou il rencontre un problème. { $charge } Modifie le prompt, ou réessaie plus tard.
error-provider-busy = Le modèle a trop de demandes en ce moment. { $charge } Réessaie dans une minute, ou choisis un autre modèle.
error-provider-busy-until = Le modèle a trop de demandes en ce moment. { $charge } Réessaie { $when }, ou choisis un autre modèle.
error-provider-busy-seconds = Le modèle a trop de demandes en ce moment. { $charge } Réessaie dans { $seconds ->
        [one] { $seconds } seconde
       *[other] { $seconds } secondes
    }, ou choisis un autre modèle.
error-provider-down = Le fournisseur du modèle est indisponible ou rencontre un problème. { $charge } Réessaie plus tard, ou choisis un autre modèle.
error-key-rejected = OpenRouter n’accepte pas la clé du bot. { $charge } Le propriétaire du bot doit en configurer une valide.
error-account-blocked = Le compte du bot est bloqué chez OpenRouter ou chez le fournisseur du modèle. { $charge } Ton prompt n’y est pour rien. Choisis un autre modèle, ou préviens le propriétaire du bot.
error-out-of-credit = Le bot n’a pas assez de crédit OpenRouter pour cette image. { $charge } Le propriétaire du bot doit ajouter du crédit ; d’ici là, aucune image ne peut être générée.
error-model-gone = { $model } n’est plus proposé. { $charge } Choisis un autre modèle.
error-model-gone-unnamed = Ce modèle n’est plus proposé. { $charge } Choisis-en un autre.
error-provider-forbids = OpenRouter n’autorise pas cette demande pour ce compte ou cette région. { $charge } Choisis un autre modèle, ou préviens le propriétaire du bot.
error-request-rejected = OpenRouter n’a pas accepté cette demande. { $charge } Essaie d’autres options ; une image jointe plus petite peut aider.
error-generation-timed-out = La demande a pris trop de temps et a été interrompue. { $charge } Réessaie, ou choisis un modèle plus rapide.
error-bad-answer = Le modèle n’a renvoyé aucune image utilisable. { $charge } Réessaie, ou choisis un autre modèle.
error-generation-failed = L’image n’a pas pu être générée. { $charge } Réessaie plus tard.

# Generated, but not shown
error-too-large-for-discord = L’image a été générée, mais elle est trop lourde pour être envoyée ici. { $charge } Choisis une taille plus petite.
error-discord-unavailable = L’image a été générée, mais Discord ne l’a pas acceptée. { $charge } Réessaie plus tard.
error-nowhere-to-deliver = L’image a été générée, mais il n’y avait plus d’endroit où l’envoyer. { $charge } Réessaie.
error-delivery-given-up = L’image a été générée, mais le bot a échoué à répétition en la préparant pour Discord. { $charge } Réessaie, si possible avec une taille plus petite.
error-delivery-failed = L’image a été générée, mais elle n’a pas pu être envoyée. { $charge } Réessaie.

# Ended before its time
# It follows a mention of the member who canceled (card-failure).
error-cancelled-own = Tu as annulé cette demande. { $charge } Réessaie si c’était une erreur.
# $who is the mention of the moderator who canceled.
error-cancelled = { $who } a annulé cette demande. { $charge } Réessaie si c’était une erreur.
error-charge-whole-or-free = OpenRouter ne facturera pas cette demande, sauf si l’image était déjà terminée.
error-interrupted = Le bot s’est arrêté avant que l’image soit prête. { $charge } Réessaie dans une minute.
error-lost-in-restart = Le bot a redémarré pendant la génération de cette image, et l’image est perdue. { $charge } Réessaie ; le bot ne le fait pas de lui-même, car l’image pourrait être facturée deux fois.
error-spool-failed = Le bot n’a pas pu enregistrer l’image. { $charge } Préviens le propriétaire du bot.
error-unexpected = Une erreur s’est produite (référence { $reference }). Si une image était en cours, OpenRouter l’a peut-être facturée. Réessaie ; si l’erreur persiste, donne cette référence au propriétaire du bot.

# The database; every one ends in what to do.
error-storage-failed-busy = La base de données du bot est surchargée. Réessaie dans une minute.
error-storage-failed-damaged = La base de données du bot est endommagée. Préviens le propriétaire du bot.
error-storage-failed-read-only = La base de données du bot n’est pas accessible en écriture. Préviens le propriétaire du bot.
error-storage-failed-full = La base de données du bot est pleine. Préviens le propriétaire du bot.
error-storage-failed-unreachable = La base de données du bot est injoignable. Réessaie dans une minute.
error-storage-failed-newer = La base de données du bot vient d’une version plus récente du bot. Préviens le propriétaire du bot.
error-storage-failed-other = La base de données du bot ne fonctionne pas. Réessaie plus tard, ou préviens le propriétaire du bot.

# Texts that a filter doesn't allow. Nothing says which word was found.
error-text-refused = Les règles de ce serveur n’autorisent pas ce texte. Modifie-le et réessaie.
# $rule is the name that moderators gave the rule.
error-text-refused-rule = La règle « { $rule } » de ce serveur n’autorise pas ce texte. Modifie-le et réessaie.
# $message is what moderators of this server wrote.
error-text-refused-message = Les règles de ce serveur n’autorisent pas ce texte : { $message }
error-text-refused-rule-message = La règle « { $rule } » de ce serveur n’autorise pas ce texte : { $message }
error-text-refused-operator = Le propriétaire du bot n’autorise ce texte sur aucun serveur. Modifie-le et réessaie.

# Held requests and reports
error-request-held = La modération doit d’abord autoriser cette demande. Si elle l’autorise, l’image apparaîtra dans ce salon et le bot te mentionnera. Si elle la refuse ou ne prend pas de décision dans les 24 heures, tu recevras un message privé. D’ici là, rien ne compte dans tes limites.
error-request-held-private = La modération doit d’abord autoriser cette demande. Tu recevras l’image ou la réponse par message privé dans les 24 heures. D’ici là, rien ne compte dans tes limites.
error-too-many-held = Tu as déjà { $most ->
        [one] { $most } demande
       *[other] { $most } demandes
    } en attente d’une décision de la modération ; c’est le maximum. Attends une décision, ou modifie ton prompt.
error-consent-needed = La modération de ce serveur voit les demandes privées, et tu ne l’as pas accepté. Relance la commande, puis accepte ou désactive `private`.
# $moderator is a mention
error-held-decided-allowed = { $moderator } a déjà autorisé cette demande.
error-held-decided-denied = { $moderator } a déjà refusé cette demande.
error-held-expired = Cette demande a expiré, car la modération n’a pas pris de décision dans les 24 heures. Le membre peut l’envoyer de nouveau.
# $reason is one or more sentences that are addressed to the member of the request
error-allowed-refused = La demande a été autorisée, mais aucune image ne peut être générée maintenant, et la raison a été donnée au membre. Tu pourras cliquer de nouveau sur *Allow* plus tard. Raison : { $reason }
error-member-left = Le membre a quitté ce serveur : aucune image n’a été générée.
error-not-reportable = Tu ne peux signaler que les images publiques que ce bot a générées sur ce serveur. Choisis une de ces images, ou adresse-toi à la modération.
error-own-image-reported = Tu ne peux pas signaler ta propre image. Pour la supprimer, choisis Plus d’actions → Supprimer sous celle-ci.
error-already-reported = Tu as déjà signalé cette image. Tu recevras un message privé quand la modération aura pris une décision.
error-too-many-reports = Tu as envoyé { $most ->
        [one] { $most } signalement
       *[other] { $most } signalements
    } en 24 heures ; c’est le maximum. Réessaie demain, ou adresse-toi à la modération.
error-no-place-for-reports = Ce serveur n’a pas de salon pour les signalements. Parle de cette image à la modération.
error-reason-too-short = La raison doit contenir de { $least } à { $most } caractères. Ajoute des détails.
error-reports-closed = Les signalements de cette image sont déjà clos.
