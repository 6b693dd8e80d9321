# What Discord shows of members' commands before they are used. The keys are made of the
# commands' names, which stay: `command-imagine-prompt` is the option `prompt` of `/imagine`, and
# `command-menu-…` are entries of the menu of a message, with at most 32 characters. All else has at
# most 100 characters and no placeholders.

command-imagine = Génère une image à partir d’un prompt
command-imagine-count = Nombre d’images (chacune compte dans tes limites)
command-imagine-image = Image à modifier ou à utiliser comme référence
command-imagine-image2 = Une autre image, si le modèle en accepte plusieurs
command-imagine-image3 = Une autre image, si le modèle en accepte plusieurs
command-imagine-image4 = Une autre image, si le modèle en accepte plusieurs
command-imagine-model = Modèle à utiliser ; écris pour chercher
command-imagine-private = Rend l’image visible uniquement par toi
command-imagine-prompt = Décris l’image
command-imagine-ratio = Ratio de l’image, par exemple 16:9
command-imagine-seed = Réutilise une seed pour retrouver la même image, si le modèle accepte les seeds
command-imagine-size = Résolution, si le modèle laisse le choix
command-imagine-spoiler = Masque l’image jusqu’à ce qu’on clique dessus
command-imagine-style = Style prédéfini qui ajoute des mots à ton prompt
command-menu-image-details = Détails de l’image
command-menu-remix-image = Remixer l’image
command-menu-report-image = Signaler l’image
command-my = Tes images, tes options par défaut et tes limites
command-my-allowance = Ce qu’il te reste, quand ça se réinitialise et ce que coûtent les images
command-my-data = Exporte ou supprime les données conservées à ton sujet
command-my-data-delete = Supprime les données conservées à ton sujet, après confirmation
command-my-data-export = Fournit un fichier avec toutes les données conservées à ton sujet
command-my-defaults = Options par défaut pour /imagine
command-my-defaults-clear = Efface tes options par défaut ; celles de cette commande s’appliquent quand même
command-my-defaults-model = Modèle à utiliser ; écris pour chercher
command-my-defaults-private = Rend tes images visibles uniquement par toi
command-my-defaults-ratio = Ratio de l’image, par exemple 16:9
command-my-defaults-size = Résolution, si le modèle laisse le choix
command-my-defaults-style = Style prédéfini qui ajoute des mots à tes prompts
command-my-images = Tes images, les plus récentes d’abord
command-my-images-search = Seulement les images dont le prompt contient ces mots
command-setup = Vérifie ce que le bot peut faire dans un salon, pour le configurer
command-show = Affiche de nouveau une de tes images, avec ses boutons
command-show-id = Quelle image ; écris des mots de son prompt pour chercher
command-styles = Styles prédéfinis qui ajoutent des mots à ton prompt
command-styles-list = Styles que tu peux utiliser ici
command-styles-list-name = Affiche tout ce que ce style ajoute
