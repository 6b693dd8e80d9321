# What Discord shows of members' commands before they are used. The keys are made of the
# commands' names, which stay: `command-imagine-prompt` is the option `prompt` of `/imagine`, and
# `command-menu-…` are entries of the menu of a message, with at most 32 characters. All else has at
# most 100 characters and no placeholders.

command-imagine = Create an image from a prompt
command-imagine-count = How many images (each counts toward your limits)
command-imagine-image = Image to change or use as a reference
command-imagine-image2 = Another image, if the model supports several
command-imagine-image3 = Another image, if the model supports several
command-imagine-image4 = Another image, if the model supports several
command-imagine-model = Model to use; type to search
command-imagine-private = Show the image only to you
command-imagine-prompt = Describe the image
command-imagine-ratio = Aspect ratio, such as 16:9
command-imagine-seed = Reuse a seed to get the same image again, if the model supports seeds
command-imagine-size = Resolution, if the model lets you choose
command-imagine-spoiler = Hide the image until it's clicked
command-imagine-style = Style preset that adds words to your prompt
command-menu-image-details = Image details
command-menu-remix-image = Remix image
command-menu-report-image = Report image
command-my = Your images, defaults and limits
command-my-allowance = What you have left, when it resets, and what images cost
command-my-data = Export or delete the data stored about you
command-my-data-delete = Delete the data stored about you; asks you to confirm first
command-my-data-export = Get a file with all data stored about you
command-my-defaults = Default options for /imagine
command-my-defaults-clear = Clear your defaults; options you set in the same command still apply
command-my-defaults-model = Model to use; type to search
command-my-defaults-private = Show your images only to you
command-my-defaults-ratio = Aspect ratio, such as 16:9
command-my-defaults-size = Resolution, if the model lets you choose
command-my-defaults-style = Style preset that adds words to your prompts
command-my-images = Your images, newest first
command-my-images-search = Only images with these words in the prompt
command-setup = Check what the bot can do in a channel, and set it up
command-show = Show one of your images again, with its buttons
command-show-id = Which image; type words from its prompt to search
command-styles = Style presets that add words to your prompt
command-styles-list = Styles you can use here
command-styles-list-name = Show everything this style adds
