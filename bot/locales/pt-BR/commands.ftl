# What Discord shows of members' commands before anything is asked. The keys are made of the
# commands' names, which stay: `command-imagine-prompt` is the option `prompt` of `/imagine`, and
# `command-menu-…` are entries of the menu of a message, with at most 32 characters. All else has at
# most 100 characters and no placeholders.

command-imagine = Gera uma imagem a partir das suas palavras
command-imagine-count = Quantas imagens; cada uma conta e custa separadamente
command-imagine-image = Uma imagem para alterar ou usar como exemplo
command-imagine-image2 = Mais uma, se o modelo aceitar várias
command-imagine-image3 = Mais uma, se o modelo aceitar várias
command-imagine-image4 = Mais uma, se o modelo aceitar várias
command-imagine-model = O modelo que gera a imagem; digite para buscar
command-imagine-private = Mostra a imagem só para você
command-imagine-prompt = O que gerar
command-imagine-ratio = A proporção da imagem, como 16:9
command-imagine-seed = Um número que leva de novo à mesma imagem, se o modelo aceitar um
command-imagine-size = Quantos pixels, se o modelo deixar escolher
command-imagine-spoiler = Esconde a imagem até alguém clicar nela
command-imagine-style = O que é acrescentado às suas palavras
command-menu-image-details = Detalhes da imagem
command-menu-remix-image = Remixar imagem
command-my = O que é seu: imagens, padrões, o que resta e mais
command-my-allowance = O que ainda resta para você aqui, quando renova e quanto custa
command-my-data = O que é guardado sobre você
command-my-data-delete = Exclui o que é guardado sobre você; pergunta antes
command-my-data-export = Envia um arquivo com tudo o que é guardado sobre você
command-my-defaults = O que vale para suas imagens quando o /imagine não diz
command-my-defaults-clear = Remove todos os seus padrões; os que você informar aqui junto continuam valendo
command-my-defaults-model = O modelo que gera as imagens; digite para buscar
command-my-defaults-private = Se só você vê suas imagens
command-my-defaults-ratio = A proporção da imagem, como 16:9
command-my-defaults-size = Quantos pixels, se o modelo deixar escolher
command-my-defaults-style = O que é acrescentado aos seus prompts
command-my-images = Suas imagens, das mais recentes às mais antigas
command-my-images-search = Só aquelas cujo prompt contém estas palavras
command-show = Mostra de novo uma das suas imagens, com os botões dela
command-show-id = Qual delas; digite palavras do prompt para buscar
command-styles = Nomes para palavras acrescentadas aos prompts
command-styles-list = Os estilos que você pode escolher aqui
command-styles-list-name = Mostra tudo o que este acrescenta
