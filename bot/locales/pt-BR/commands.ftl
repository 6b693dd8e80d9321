# What Discord shows of members' commands before they are used. The keys are made of the
# commands' names, which stay: `command-imagine-prompt` is the option `prompt` of `/imagine`, and
# `command-menu-…` are entries of the menu of a message, with at most 32 characters. All else has at
# most 100 characters and no placeholders.

command-imagine = Gera uma imagem a partir de um prompt
command-imagine-count = Quantas imagens gerar (cada uma conta nos seus limites)
command-imagine-image = Imagem para alterar ou usar como referência
command-imagine-image2 = Outra imagem, se o modelo aceitar várias
command-imagine-image3 = Outra imagem, se o modelo aceitar várias
command-imagine-image4 = Outra imagem, se o modelo aceitar várias
command-imagine-model = Modelo a usar; digite para buscar
command-imagine-private = Mostra a imagem só para você
command-imagine-prompt = Descreva a imagem
command-imagine-ratio = Proporção, como 16:9
command-imagine-seed = Reutilize uma seed para obter a mesma imagem, se o modelo aceitar seeds
command-imagine-size = Resolução, se o modelo permitir escolher
command-imagine-spoiler = Oculta a imagem até alguém clicar nela
command-imagine-style = Estilo predefinido que acrescenta palavras ao seu prompt
command-menu-image-details = Detalhes da imagem
command-menu-remix-image = Remixar imagem
command-menu-report-image = Denunciar imagem
command-my = Suas imagens, seus padrões e seus limites
command-my-allowance = Sua cota restante, quando ela reinicia e quanto custam as imagens
command-my-data = Exporta ou exclui os dados armazenados sobre você
command-my-data-delete = Exclui os dados armazenados sobre você; antes, pede confirmação
command-my-data-export = Envia um arquivo com todos os dados armazenados sobre você
command-my-defaults = Opções padrão do /imagine
command-my-defaults-clear = Remove seus padrões; as opções definidas no mesmo comando continuam valendo
command-my-defaults-model = Modelo a usar; digite para buscar
command-my-defaults-private = Mostra suas imagens só para você
command-my-defaults-ratio = Proporção, como 16:9
command-my-defaults-size = Resolução, se o modelo permitir escolher
command-my-defaults-style = Estilo predefinido que acrescenta palavras aos seus prompts
command-my-images = Suas imagens, das mais recentes às mais antigas
command-my-images-search = Só imagens com estas palavras no prompt
command-setup = Verifica o que o bot pode fazer em um canal e o configura
command-show = Mostra novamente uma das suas imagens, com os botões
command-show-id = Qual imagem; digite palavras do prompt para buscar
command-styles = Estilos predefinidos que acrescentam palavras ao seu prompt
command-styles-list = Estilos que você pode usar aqui
command-styles-list-name = Mostra tudo o que este estilo acrescenta
