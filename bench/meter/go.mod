module gitops-image-update/bench/meter

go 1.24
