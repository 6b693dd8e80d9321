# /my data: a file with all data stored about a member, and its deletion.

data-export = Voici toutes les données conservées à ton sujet. Ce message est visible uniquement par toi.
data-export-cut = Voici les données conservées à ton sujet, les plus récentes d’abord. { $entries ->
    [one] Une entrée plus ancienne a été omise
   *[other] { $entries } entrées plus anciennes ont été omises
}, car le fichier serait trop lourd pour Discord.

data-delete-question =
    Cette action supprime les données conservées à ton sujet : les prompts et les détails de tes images, les images que tu as jointes et tes options par défaut. **C’est irréversible.**
    • Les images publiques restent sur Discord et leurs boutons ne fonctionneront plus, car le bot ne saura plus à qui elles sont. Pour retirer une image, choisis Plus d’actions → Supprimer sous celle-ci **avant** de continuer ; ensuite, seule la modération pourra supprimer le message.
    • Ce qui compte dans les limites reste conservé jusqu’à deux jours après la fin du jour ou du mois, sous un code à la place de ton nom, pour que ton quota restant ne change pas.
    • Les images bonus restent jusqu’à leur expiration, et l’heure de tes prompts rejetés reste deux heures. Relance cette commande ensuite ; sinon, ces données seront supprimées automatiquement plus tard.
    • Le coût des images reste conservé, sans ton nom, et tes changements de limites restent dans le journal de leur serveur.
    • Ce qui a été envoyé à OpenRouter pour tes images (prompts, images jointes et un code à la place de ton nom) n’y est pas supprimé.

# A further point of the question above
data-delete-moderation = • Les suspensions et les avertissements en vigueur restent jusqu’à leur fin, avec tes appels. La trace de tes actions de modération reste. L’heure de tes textes qu’un filtre de serveur a refusés ou mis en attente reste 30 jours, et celle de tes signalements, un jour.

data-delete-done = { $images ->
    [0] Données supprimées. Le bot n’avait aucune image terminée de toi.
    [one] Données supprimées, y compris celles d’une image terminée.
   *[other] Données supprimées, y compris celles de { $images } images terminées.
} Tes limites n’ont pas changé.

data-delete-left = { $left ->
    [one] Une image est encore en cours ou pas encore facturée : ses données restent donc, tout comme les images que tu as jointes récemment.
   *[other] { $left } images sont encore en cours ou pas encore facturées : leurs données restent donc, tout comme les images que tu as jointes récemment.
} Relance la commande plus tard.

data-delete-cases = { $cases ->
    [one] Une suspension ou un avertissement est encore en vigueur et reste jusqu’à sa fin.
   *[other] { $cases } suspensions et avertissements sont encore en vigueur et restent jusqu’à leur fin.
}

data-delete-files = Les images que tu as jointes n’ont pas pu être supprimées pour le moment. Elles le seront automatiquement dans les 7 jours.
# In place of all of these
data-delete-part = Tout n’a pas été supprimé, car la base de données du bot a rencontré une erreur. Images terminées dont les données sont déjà supprimées : { $images }. Relance la commande.

data-delete-kept = Rien n’a été supprimé.
data-delete-late = Délai dépassé : rien n’a été supprimé. Relance la commande.

button-data-delete = Supprimer mes données
button-data-keep = Garder mes données
