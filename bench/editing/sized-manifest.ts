/** The image that a sized manifest names once. */
export const editedImage = 'ghcr.io/acme/edited'

const workload = (number: number, image: string): string => `---
# Service ${number}, owned by team ${number % 7}.
apiVersion: apps/v1
kind: Deployment
metadata:
  name: service-${number}
  namespace: 'team-${number % 7}'
  labels: {app.kubernetes.io/name: service-${number}}
spec:
  replicas: 2
  selector:
    matchLabels:
      app.kubernetes.io/name: service-${number}
  template:
    metadata:
      labels:
        app.kubernetes.io/name: service-${number}
    spec:
      containers:
        - name: main
          image: ${image}    # set by CI
          args: ["--port", "8080", '--verbose']
          env:
            - name: LOG_LEVEL
              value: "info"
            - name: DESCRIPTION
              value: >-
                A longer text that is folded
                over two lines.
          resources:
            limits: {cpu: 500m, memory: 256Mi}
`

/** A manifest of about so many bytes: Deployments one after another, of which the one in the middle names the image to edit. */
export function sizedManifest(size: number): { readonly text: string; readonly documents: number } {
  const documents = Math.max(1, Math.round(size / workload(100, `ghcr.io/acme/service-100:v1.2.3`).length))
  const middle = Math.floor(documents / 2)
  const parts = Array.from({ length: documents }, (_, number) =>
    workload(number, number === middle ? `${editedImage}:v1.2.3` : `ghcr.io/acme/service-${number}:v1.2.3`)
  )
  return { text: parts.join(''), documents }
}
