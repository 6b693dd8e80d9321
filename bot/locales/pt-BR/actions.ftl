# What can be done with an image: labels, forms and answers of the actions in
# bot/policy/images/actions.py.

# Buttons under a card; short
action-cancel = Cancelar
# Requests the same image once more; the first one is there
action-again = Gerar de novo
# Requests the same image once more; the first one failed
button-retry = Tentar novamente
action-edit = Editar prompt
# Has the image changed by the member's words
action-remix = Remixar
action-larger = Maior resolução

# A select under a card; short
placeholder-more = Mais
# A text for people who cannot see the image
action-alt = Texto alternativo
# Hides the image until it is clicked, or shows it
action-spoiler = Ativar ou desativar spoiler
action-details = Detalhes
action-copy = Cópia privada por DM
action-share = Compartilhar neste canal
action-delete = Excluir
action-report = Denunciar imagem

# Where an image came from, in its details.
# The link is to the message of the earlier image, or a dash where that is not known.
details-parent-again = **Nova geração** de { $link }
details-parent-edit = **Prompt editado** a partir de { $link }
details-parent-remix = **Remix** de { $link }
details-parent-larger = **Maior resolução** de { $link }

# Forms and answers of the actions under "More"

title-alt = Editar texto alternativo
# One image.
label-alt = Descreva a imagem
# Several images, each with a text of its own.
label-alt-one = Descreva a imagem { $number }
more-alt-changed = O texto alternativo foi alterado.
more-copied = A imagem foi enviada para você por mensagem direta.
more-copy-too-large = O arquivo da imagem é grande demais para uma mensagem direta. Nada foi enviado.
# Before the link to the message that the copy is of.
more-copy-from = Sua cópia de { $link }
more-copy-private = Sua cópia de uma imagem privada
more-shared = A imagem foi compartilhada neste canal.
more-not-shared = Este servidor oculta das outras pessoas as respostas de apps, por isso não é possível compartilhar a imagem aqui.

# The forms behind the buttons under an image, and the menu of messages with images.
# Titles and labels hold at most 45 characters.

title-edit = Editar prompt
title-remix = Remixar esta imagem
title-larger = Maior resolução

label-prompt = Prompt
label-model = Modelo
label-ratio = Proporção
label-size = Tamanho
label-count = Número de imagens
# What is to be different in the new image
label-change = O que mudar
label-image = Qual imagem

# An example of what is written into "What to change"
placeholder-change = Deixe a cena à noite, com chuva na janela
# Under "Prompt", for a member who edits the request of another member
placeholder-attached-stay = As imagens anexadas pertencem a quem as anexou e não são incluídas.

# The first choices under "Model", "Aspect ratio" and "Size"
option-model-any = Modelo padrão
option-ratio-auto = O modelo decide
option-size-any = Padrão do modelo
# One of the images in a message, counted from 1
option-image = Imagem { $number }
