"""What `imagine-bot doctor --fix` repairs. Each repair is safe beside a running bot, or waits."""
